// What goes out: the reviewed state as JSON and as a table, and the ids of ignored findings. The forms are those of
// `read::reviewed`.

const COLUMNS = ["id", "kind", "confidence", "source", "target", "document", "source_segments", "target_segments",
  "state", "mark", "comment", "findings", "ignored"];

function asJson() {
  const head = JSON.stringify({ format: "taiyaku-review", version: 1, document: data.document, ignored: [...ignored].sort() });
  const lines = rows.map((row) => JSON.stringify({
    source: [row.from[SOURCE], row.to[SOURCE]], target: [row.from[TARGET], row.to[TARGET]],
    confidence: row.confidence, state: row.state, mark: row.mark, comment: row.comment,
    source_text: lineOf(row, SOURCE), target_text: lineOf(row, TARGET),
  }));
  return `${head.slice(0, -1)},"rows":[\n${lines.join(",\n")}\n]}\n`;
}

const ESCAPES = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

function escapeField(text) {
  const escaped = text.replace(/[\t\n\r\\\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]/g,
    (c) => ESCAPES[c] ?? `\\u{${c.charCodeAt(0).toString(16)}}`);
  return escaped.includes('"') ? `"${escaped.replaceAll('"', '""')}"` : escaped;
}

// `s5`, `s5..s7`, or `<s8` for what is empty and stands before the eighth.
function segmentNames(letter, from, to) {
  if (from === to) return `<${letter}${from + 1}`;
  return to - from === 1 ? `${letter}${to}` : `${letter}${from + 1}..${letter}${to}`;
}

function asTable() {
  const told = new Set();
  const lines = rows.map((row, k) => {
    const findings = findingsOf(row);
    for (const finding of findings) told.add(finding.id);
    const names = (list) => list.map((f) => `${f.check}:${f.id}`).join(" ");
    return [k + 1, `${length(row, SOURCE)}-${length(row, TARGET)}`, row.confidence.toFixed(4), lineOf(row, SOURCE),
      lineOf(row, TARGET), data.document, segmentNames("s", row.from[SOURCE], row.to[SOURCE]),
      segmentNames("t", row.from[TARGET], row.to[TARGET]), row.state, row.mark ? "x" : "", row.comment,
      names(findings), names(findings.filter((f) => ignored.has(f.id)))];
  });
  const others = [...ignored].filter((id) => !told.has(id)).sort();
  if (lines.length && others.length) lines[0][12] = [lines[0][12], ...others.map((id) => `other:${id}`)].filter(Boolean).join(" ");
  return [COLUMNS, ...lines].map((fields) => fields.map((field) => escapeField(String(field))).join("\t") + "\n").join("");
}

function save(name, type, text) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${data.title.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 80) || "review"}.${name}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// What the browser does not keep is in the file from now on.
function exportState(name, type, text) {
  save(name, type, text);
  if (!canSave) pending = [];
}

const exportJson = () => exportState("reviewed.json", "application/json", asJson());
const exportTable = () => exportState("reviewed.tsv", "text/tab-separated-values", asTable());
const exportIds = () => save("ignore.txt", "text/plain", [...ignored].sort().map((id) => `${id}\n`).join(""));

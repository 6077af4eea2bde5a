// What goes out: the reviewed state as JSON and as a table, and the ids of ignored findings. Names, columns and escapes
// come with the data, so that the library reads what is written here.

function asJson() {
  const { format, version } = data.export;
  const head = JSON.stringify({ format, version, document: data.document, ignored: [...ignored].sort() });
  const lines = rows.map((row) => JSON.stringify({
    source: [row.from[SOURCE], row.to[SOURCE]], target: [row.from[TARGET], row.to[TARGET]],
    confidence: row.confidence, state: row.state, mark: row.mark, comment: row.comment,
    suggestion: row.suggestion ?? undefined, changed: row.changed ?? undefined,
    source_text: lineOf(row, SOURCE), target_text: lineOf(row, TARGET),
  }));
  return `${head.slice(0, -1)},"rows":[\n${lines.join(",\n")}\n]}\n`;
}

const toEscape = new RegExp(`[${Object.keys(data.export.escapes)
  .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}]`, "g");

const escaped = (text) => text.replace(toEscape, (c) => data.export.escapes[c]);
const quoted = (text) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);

// A text as a cell that no spreadsheet runs or takes for a number or a date: the library reads it back without the mark.
function cellOfText(text) {
  const cell = escaped(text);
  return isGuarded(cell, data.export.guard) ? data.export.guard.mark + cell : cell;
}

function isGuarded(text, { mark, formula, numbers, words }) {
  let at = 0;
  while (text[at] === mark) at++;
  if (at === text.length) return false;
  if (formula.includes(text[at])) return true;
  let word = "";
  for (const c of text.slice(at)) {
    if (numbers.includes(c)) continue;
    word += /[A-Z]/.test(c) ? c.toLowerCase() : c;
    if (word.length > 10) return false;
  }
  return word === "" || words.includes(word);
}

// `s5`, `s5..s7`, or `<s8` for what is empty and stands before the eighth.
function segmentNames(letter, from, to) {
  if (from === to) return `<${letter}${from + 1}`;
  return to - from === 1 ? `${letter}${to}` : `${letter}${from + 1}..${letter}${to}`;
}

function asTable() {
  const { columns } = data.export;
  const shown = new Set();
  const names = (list) => list.map((f) => `${f.check}:${f.id}`);
  const table = rows.map((row, k) => {
    const findings = findingsOf(row);
    for (const finding of findings) shown.add(finding.id);
    const target = lineOf(row, TARGET);
    const { state = "", source_text = "", target_text = "" } = row.changed ?? {};
    return {
      id: k + 1, kind: cellOfText(`${length(row, SOURCE)}-${length(row, TARGET)}`), confidence: row.confidence.toFixed(4),
      source: cellOfText(lineOf(row, SOURCE)), target: cellOfText(row.suggestion ?? target), document: data.document,
      source_segments: segmentNames("s", row.from[SOURCE], row.to[SOURCE]),
      target_segments: segmentNames("t", row.from[TARGET], row.to[TARGET]),
      state: row.state, mark: row.mark ? "x" : "", comment: cellOfText(row.comment),
      findings: names(findings), ignored: names(findings.filter((f) => ignored.has(f.id))),
      target_before: cellOfText(target), changed_state: state, changed_source: cellOfText(source_text), changed_target: cellOfText(target_text),
    };
  });
  const others = [...ignored].filter((id) => !shown.has(id)).sort();
  if (table.length) table[0].ignored.push(...others.map((id) => `other:${id}`));
  const lineOfTable = (fields) => fields.map((field) => quoted([field].flat().join(" "))).join("\t") + "\n";
  // Excel knows UTF-8 by the byte order mark.
  return "\ufeff" + lineOfTable(columns) + table.map((cells) => lineOfTable(columns.map((name) => cells[name]))).join("");
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

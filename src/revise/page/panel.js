// The overview: verdict, progress, names, and what of rows and findings is shown.

const byId = (id) => document.getElementById(id);
const SHOWN = {
  all: () => true,
  left: isToCheck,
  withFindings: (row) => findingsOf(row).some(isOpen),
  open: (row) => row.state === OPEN,
  confirmed: (row) => row.state === CONFIRMED,
  corrected: (row) => row.state === CORRECTED,
  marked: (row) => row.mark,
  commented: (row) => row.comment !== "",
  suggested: (row) => row.suggestion !== null,
  changed: (row) => row.changed !== null,
  doubtful: (row) => row.confidence < DOUBTFUL,
};
let shown = "all";

// A box that shows or hides some findings, and a button with their number that leaves these alone.
function tick(set, value, label, kind) {
  const box = element("input");
  box.type = "checkbox";
  box.checked = !set.has(value);
  box.addEventListener("input", () => {
    if (box.checked) set.delete(value);
    else set.add(value);
    refilter();
  });
  const text = element("label", "", box);
  if (kind) {
    const sign = element("span", `symbol ${kind}`, SYMBOLS[kind]);
    sign.setAttribute("aria-hidden", "true");
    text.append(sign);
  }
  text.append(label);
  const only = element("button", "count");
  only.type = "button";
  only.dataset.only = value;
  only.title = word("only", label);
  only.addEventListener("click", () => showOnly(set, value));
  return element("div", "tick", text, only);
}

// Leaves one severity or check with the rows that have it; all again, if it was alone before.
function showOnly(set, value) {
  const all = set === hiddenChecks ? Object.keys(data.checks) : SEVERITIES;
  const wasAlone = shown === "withFindings" && all.every((other) => set.has(other) === (other !== value));
  hiddenChecks.clear();
  hiddenSeverities.clear();
  shown = wasAlone ? "all" : "withFindings";
  if (!wasAlone) for (const other of all) if (other !== value) set.add(other);
  putPanel();
  refilter();
  document.querySelector(`[data-only="${value}"]`).focus();
}

function putPanel() {
  const { rendered, pairs, errors, warnings, hints } = data.verdict;
  const share = rendered < 1 ? Math.min(99.9, 100 * rendered).toFixed(1) : "100";
  byId("verdict").textContent = word("verdictLine", share, errors, warnings, hints, pairs);
  byId("show").replaceChildren(...Object.keys(SHOWN).map((name) => {
    const option = element("option", "", word(name));
    option.value = name;
    option.selected = name === shown;
    return option;
  }));
  byId("severities").replaceChildren(byId("severities").firstElementChild,
    ...SEVERITIES.map((severity) => tick(hiddenSeverities, severity, word(severity), severity)));
  byId("checks").replaceChildren(byId("checks").firstElementChild,
    ...Object.keys(data.checks).map((check) => tick(hiddenChecks, check, checkName(check))));
  byId("checks").hidden = data.findings.length === 0;
  putCounts();
  putNames();
  putSaved();
}

// Beside each severity and check how many of its findings are not ignored.
function putCounts() {
  const counts = new Map();
  const add = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const finding of data.findings) {
    if (ignored.has(finding.id)) continue;
    add(finding.severity);
    add(finding.check);
  }
  for (const button of document.querySelectorAll("[data-only]")) {
    button.textContent = counts.get(button.dataset.only) ?? 0;
    button.setAttribute("aria-label", `${button.title}: ${button.textContent}`);
  }
}

// Every name with its renderings; a rendering leads to its places, one after the other.
function putNames() {
  const several = data.names.filter(([, renderings]) => renderings.length > 1).length;
  byId("names").parentElement.hidden = data.names.length === 0;
  byId("names").firstElementChild.textContent = word("names", data.names.length, several);
  byId("names").lastElementChild.replaceChildren(...data.names.flatMap(([name, renderings]) => {
    const source = element("dt", renderings.length > 1 ? "several" : "", name);
    source.lang = sides[SOURCE].language;
    return [source, ...renderings.map(([text, segments]) => {
      const button = element("button", "", text);
      button.type = "button";
      button.lang = sides[TARGET].language;
      button.addEventListener("click", () => {
        const next = segments.find((segment) => rowWith(TARGET, segment) > cursor.row) ?? segments[0];
        point(rowWith(TARGET, next), TARGET, next, "center");
      });
      return element("dd", "", button, element("span", "count", String(segments.length)));
    })];
  }));
}

function putProgress() {
  byId("progress").textContent = word("progress", tally.confirmed, rows.length, tally.corrected, tally.suggested);
  byId("done").max = Math.max(1, rows.length);
  byId("done").value = tally.confirmed;
  byId("left").textContent = tally.left;
  byId("to-check").textContent = word("toCheck", tally.left, tally.findings, tally.doubtful, tally.changed);
  for (const [name, list] of [["undo", journal.done], ["redo", journal.undone]]) {
    document.querySelector(`[data-do=${name}]`).setAttribute("aria-disabled", list.length === 0);
  }
  drawPathSoon();
}

function refilter() {
  countAll();
  const matches = matching();
  filter = (row) => SHOWN[shown](row) && matches(row);
  layOut();
  settle();
  findHits();
  lightHits();
  putProgress();
}

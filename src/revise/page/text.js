// Segments → nodes: text with what is to be marked in it. Text enters the document as text nodes only.

const SEVERITIES = ["error", "warning", "hint"];
const SYMBOLS = { error: "✕", warning: "▲", hint: "●" };
// Characters that would change how their neighbours are shown, or show nothing: these get a name instead.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

// Of each side, for each segment, [start, end, finding] in UTF-16 units of its text.
const decorations = [[], []];
// Of each side, for each segment, the findings that are told in the row in which it stands.
const findingsAt = [[], []];

function decorate() {
  const add = (side, segment, item) => (decorations[side][segment] ??= []).push(item);
  for (const [number, finding] of data.findings.entries()) {
    finding.number = number;
    [finding.source, finding.target].forEach((places, side) => {
      for (const [segment, start, end] of places) add(side, segment, [start, end, finding]);
    });
    const [side, segment] = finding.at;
    (findingsAt[side][segment] ??= []).push(finding);
  }
}

const hiddenChecks = new Set();
const hiddenSeverities = new Set();
let showsIgnored = false;

const isWanted = (finding) => !hiddenChecks.has(finding.check) && !hiddenSeverities.has(finding.severity);
const isOpen = (finding) => isWanted(finding) && !ignored.has(finding.id);
const isShown = (finding) => isWanted(finding) && (showsIgnored || !ignored.has(finding.id));

function findingsOf(row) {
  const found = [];
  for (const side of [SOURCE, TARGET]) {
    for (let k = row.from[side]; k < row.to[side]; k++) if (findingsAt[side][k]) found.push(...findingsAt[side][k]);
  }
  return found;
}

function element(name, className, ...children) {
  const el = document.createElement(name);
  if (className) el.className = className;
  el.append(...children);
  return el;
}

// Text without line breaks, as long as it was: a space, or one of no width where the language has no spaces.
function flat(text, side) {
  return text.replace(/[\n\r]/g, sides[side].language === "ja" ? "\u200b" : " ");
}

function appendText(parent, text, side) {
  let end = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found.index > end) parent.append(flat(text.slice(end, found.index), side));
    const name = element("span", "unseen-sign");
    name.dataset.code = "U+" + found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    parent.append(name);
    end = found.index + 1;
  }
  if (end < text.length) parent.append(flat(text.slice(end), side));
}

// ---- Anchors: a segment has [start, end, unit] of each, flat; a unit of the target meets units of the source. They
// belong to the texts, so that whatever row holds two that meet shows them.

function* anchorsOf(side, k) {
  const flat = sides[side].segments[k][3];
  for (let at = 0; at < flat.length; at += 3) yield [flat[at], flat[at + 1], flat[at + 2]];
}

function unitsOf(row, side) {
  const units = new Set();
  for (let k = row.from[side]; k < row.to[side]; k++) for (const [, , unit] of anchorsOf(side, k)) units.add(unit);
  return units;
}

// More anchors than this are in no row that a person could read; to lay out an element for each takes seconds.
const MOST_ANCHORS = 3_000;

// Of each side the units that meet one of the other side in this row.
function metUnits(row) {
  let n = 0;
  for (const side of [SOURCE, TARGET]) for (let k = row.from[side]; k < row.to[side]; k++) n += sides[side].segments[k][3].length / 3;
  if (n > MOST_ANCHORS) return [new Set(), new Set()];
  const [source, target] = [unitsOf(row, SOURCE), unitsOf(row, TARGET)];
  const met = [new Set(), new Set()];
  for (const unit of target) {
    for (const other of data.meets[unit]) {
      if (!source.has(other)) continue;
      met[SOURCE].add(other);
      met[TARGET].add(unit);
    }
  }
  return met;
}

// The units of the other side that meet one of these.
function partners(row, side, units) {
  if (side === TARGET) return new Set([...units].flatMap((unit) => data.meets[unit]));
  return new Set([...unitsOf(row, TARGET)].filter((unit) => data.meets[unit].some((other) => units.has(other))));
}

// A segment with its findings, and with those of its anchors that are in `met`, if that is given: they are marked only
// once the row is looked at, since there are several in every row.
function segmentElement(side, k, met) {
  const [text] = sides[side].segments[k];
  const el = element("span", "seg");
  el.dataset.k = k;
  const items = (decorations[side][k] ?? []).filter((item) => isShown(item[2]));
  if (met) for (const [start, end, unit] of anchorsOf(side, k)) if (met[side].has(unit)) items.push([start, end, null, unit]);
  if (!items.length) {
    appendText(el, text, side);
    return el;
  }
  const cuts = [...new Set([0, text.length, ...items.flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
  items.sort((a, b) => a[0] - b[0]);
  let [active, next] = [[], 0];
  for (let c = 0; c + 1 < cuts.length; c++) {
    const at = cuts[c];
    active = active.filter(([, end]) => end > at);
    while (next < items.length && items[next][0] <= at) active.push(items[next++]);
    const piece = text.slice(at, cuts[c + 1]);
    if (active.length) el.append(marked(active, at, piece, side));
    else appendText(el, piece, side);
  }
  return el;
}

function marked(active, at, piece, side) {
  const findings = active.filter((item) => item[2]);
  const units = active.filter((item) => !item[2]).map((item) => item[3]);
  const el = element(findings.length ? "mark" : "span", units.length ? "link" : "");
  if (units.length) el.dataset.u = [...new Set(units)].join(" ");
  if (findings.length) {
    const worst = SEVERITIES.find((s) => findings.some((item) => item[2].severity === s));
    el.classList.add("found", worst);
    if (findings.every((item) => ignored.has(item[2].id))) el.classList.add("quiet");
    el.title = findings.map((item) => reason(item[2])).join("\n");
    el.dataset.f = findings[0][2].number;
    if (findings.some((item) => item[0] === at)) el.dataset.symbol = SYMBOLS[worst];
  }
  appendText(el, piece, side);
  return el;
}

const reason = (finding) => (language === "ja" ? finding.japanese : finding.english);
const checkName = (check) => data.checks[check][language === "ja" ? 1 : 0];

// The text of one side of a row on one line, as the table has it.
function lineOf(row, side) {
  const glue = sides[side].language === "ja" ? "" : " ";
  let line = "";
  for (let k = row.from[side]; k < row.to[side]; k++) {
    const [text, , gap] = sides[side].segments[k];
    if (k > row.from[side]) line += gap;
    line += /[\n\r]/.test(text) ? text.split(/[\n\r]/).map((p) => p.trim()).filter(Boolean).join(glue) : text;
  }
  return line;
}

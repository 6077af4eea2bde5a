// Findings as groups: the places of one finding, with a jump to each, and the findings that are like one another.

const findingsById = new Map(data.findings.map((finding) => [finding.id, finding]));
// A note shows so many places; the others are reached from the last of them.
const MOST_PLACES = 24;

// The places of a finding as [side, segment], at most one a row. A span that goes on from one segment into the next is one place.
function placesOf(finding) {
  const found = new Map();
  [finding.source, finding.target].forEach((pieces, side) => {
    pieces.forEach(([segment], k) => {
      // The end of one segment and the beginning of the next are one span that the segments cut.
      const [before, , end] = pieces[k - 1] ?? [];
      if (segment - before === 1 && pieces[k][1] === 0 && end === sides[side].segments[before][0].length) return;
      const row = rowWith(side, segment);
      if (!found.has(row)) found.set(row, [side, segment]);
    });
  });
  return [...found].sort(([a], [b]) => a - b).map(([, place]) => place);
}

function placeLinks(finding, places) {
  const links = element("span", "places", word("places", places.length));
  places.slice(0, MOST_PLACES).forEach(([side, segment], k) => {
    const button = smallButton("goToPlace", "", "small place");
    button.dataset.side = side;
    button.dataset.k = segment;
    button.dataset.nth = k;
    putPlace(button);
    links.append(" ", button);
  });
  if (places.length > MOST_PLACES) links.append(" …");
  return links;
}

function putPlace(button) {
  const number = rowWith(Number(button.dataset.side), Number(button.dataset.k)) + 1;
  button.textContent = number;
  button.setAttribute("aria-label", word("row", number));
}

// Numbers of rows in notes, after rows were merged or split.
function putPlaces() {
  for (const button of grid.querySelectorAll(".place")) putPlace(button);
}

// ---- The walk through the places of one finding, with a bar that leads to the next one and back to the note.

let visited = null;

function visitPlace(finding, nth) {
  const places = placesOf(finding);
  const at = (nth + places.length) % places.length;
  visited = { finding, nth: at };
  const [side, segment] = places[at];
  byId("visit").hidden = false;
  byId("visit-text").textContent = word("visit", at + 1, places.length, checkName(finding.check));
  point(rowWith(side, segment), side, segment, "center");
}

function leavePlaces() {
  visited = null;
  byId("visit").hidden = true;
}

function backToNote() {
  const [side, segment] = visited.finding.at;
  leavePlaces();
  point(rowWith(side, segment), side, segment, "center");
}

// ---- Findings of one check about the same words.

// By id, the group of the findings with the same check and words, and how many of them are not ignored.
const groupsOfLike = new Map();
let nIgnorings = 0;

function likeKey(finding) {
  const words = [finding.source, finding.target].map((pieces, side) => {
    const texts = pieces.map(([segment, start, end]) => sides[side].segments[segment][0].slice(start, end));
    return [...new Set(texts)].sort().join("\n");
  });
  // What marks no words is like nothing else.
  return words.join("") ? [finding.check, ...words].join("\t") : finding.id;
}

function groupLike() {
  const byKey = new Map();
  for (const finding of data.findings) {
    const key = likeKey(finding);
    if (!byKey.has(key)) byKey.set(key, { all: [], open: 0, counted: -1 });
    byKey.get(key).all.push(finding);
    groupsOfLike.set(finding.id, byKey.get(key));
  }
}

// The findings like this one, with itself, that are not ignored; and their number, which every note of them shows.
const openFindingsLike = (finding) => groupsOfLike.get(finding.id).all.filter((other) => !ignored.has(other.id));

function countLike(finding) {
  const group = groupsOfLike.get(finding.id);
  if (group.counted !== nIgnorings) {
    group.open = openFindingsLike(finding).length;
    group.counted = nIgnorings;
  }
  return group.open;
}

function putLike(button, finding) {
  const n = countLike(finding);
  button.hidden = n < 2 || ignored.has(finding.id);
  button.textContent = word("ignoreLike", n);
}

// After findings were ignored or restored: makes their rows anew, and puts the new number into the notes of findings like them.
function onIgnored(ids) {
  nIgnorings++;
  const groups = new Set(ids.map((id) => groupsOfLike.get(id)).filter(Boolean));
  const segments = [new Set(), new Set()];
  for (const finding of ids.map((id) => findingsById.get(id)).filter(Boolean)) {
    [finding.source, finding.target].forEach((pieces, side) => pieces.forEach(([k]) => segments[side].add(k)));
    segments[finding.at[0]].add(finding.at[1]);
  }
  const touched = new Set([SOURCE, TARGET].flatMap((side) => [...segments[side]].map((k) => rows[rowWith(side, k)])));
  for (const row of touched) {
    renew(row);
    countRow(row);
  }
  for (const finding of [...groups].flatMap(({ all }) => all)) {
    const row = rows[rowWith(...finding.at)];
    const button = touched.has(row) ? null : row.el?.querySelector(`.note[data-id="${finding.id}"] [data-do=ignoreLike]`);
    if (button) putLike(button, finding);
  }
}

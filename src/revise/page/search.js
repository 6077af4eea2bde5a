// Search in both texts, the suggestions and the comments, without regard to case, width, the way accents are encoded, the
// shape of quotation marks, and white space: none of it counts in Japanese, elsewhere any run of it is one space.

let query = "";
// Which side is searched: "both", "source" or "target". Comments belong to both, suggestions to the translation.
let searched = "both";
let isOnlyHits = false;
const foldedTexts = [[], []];

function fold(text, side) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u00ad\u200b\ufeff]/g, "");
  return plain.replace(/\s+/g, sides[side].language === "ja" ? "" : " ");
}

const folded = (side, k) => (foldedTexts[side][k] ??= fold(sides[side].segments[k][0], side));
const isSearched = (side) => searched === "both" || searched === (side === SOURCE ? "source" : "target");
const wantedText = (side) => fold(query.trim(), side);

// The places of the query in a text that is folded.
function* findIn(text, wanted) {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) yield at;
}

// The hits in a row, in the order in which they are visited: side, segment, part of the row, and the number of the hit in it.
function hitsOf(row, wanted) {
  const found = [];
  for (const side of [SOURCE, TARGET]) {
    if (!isSearched(side) || wanted[side] === "" || length(row, side) === 0) continue;
    const glue = sides[side].language === "ja" ? "" : " ";
    const starts = [];
    let text = "";
    for (let k = row.from[side]; k < row.to[side]; k++) {
      starts.push(text.length);
      text += folded(side, k) + glue;
    }
    let [nth, k] = [0, 0];
    for (const at of findIn(text, wanted[side])) {
      while (k + 1 < starts.length && starts[k + 1] <= at) k++;
      found.push({ side, segment: row.from[side] + k, part: "text", nth: nth++ });
    }
  }
  const side = length(row, TARGET) > 0 ? TARGET : SOURCE;
  const add = (part, text, as) => {
    let nth = 0;
    for (const _ of findIn(fold(text, as), wanted[as])) found.push({ side, segment: row.from[side], part, nth: nth++ });
  };
  if (row.suggestion && isSearched(TARGET) && wanted[TARGET]) add("suggestion", row.suggestion, TARGET);
  if (row.comment && searched === "both" && wanted[SOURCE]) add("comment", row.comment, SOURCE);
  return found;
}

function matching() {
  if (!isOnlyHits || !query.trim()) return () => true;
  const wanted = [SOURCE, TARGET].map(wantedText);
  return (row) => hitsOf(row, wanted).length > 0;
}

// Folds what has not been folded yet before somebody searches, when the browser is idle.
function foldWhenIdle(side = SOURCE, k = 0) {
  whenIdle((idle) => {
    while (idle.timeRemaining() > 2) {
      if (k >= sides[side].segments.length) {
        if (side === SOURCE) foldWhenIdle(TARGET, 0);
        return;
      }
      folded(side, k++);
    }
    foldWhenIdle(side, k);
  });
}

// ---- From hit to hit

let hits = [];
let hitAt = -1;

function findHits() {
  hits = [];
  hitAt = -1;
  if (query.trim()) {
    const wanted = [SOURCE, TARGET].map(wantedText);
    for (const row of rows) if (!row.hidden) for (const hit of hitsOf(row, wanted)) hits.push(hit);
  }
  putHits();
}

const rowOfHit = (k) => rowWith(hits[k].side, hits[k].segment);

function putHits() {
  byId("hits").textContent = !query.trim() ? "" : hitAt < 0 ? word("hits", hits.length) : word("hitOf", hitAt + 1, hits.length);
}

// Goes to the next hit after the cursor or the one before it; past the last, to the first.
function goToHit(direction) {
  searchNow();
  if (!query.trim()) {
    byId("search").focus();
    return;
  }
  if (!hits.length) {
    tell(word("noHits"));
    return;
  }
  let next = hitAt + direction;
  if (hitAt < 0 || rowOfHit(hitAt) !== cursor.row) {
    let [low, high] = [0, hits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rowOfHit(middle) < cursor.row + (direction > 0 ? 0 : 1)) low = middle + 1;
      else high = middle;
    }
    next = direction > 0 ? low : low - 1;
  }
  if (next < 0 || next >= hits.length) tell(word(direction > 0 ? "fromFirst" : "fromLast"));
  hitAt = (next + hits.length) % hits.length;
  const { side, segment } = hits[hitAt];
  const go = document.activeElement?.closest("#bar") ? place : point;
  go(rowOfHit(hitAt), side, segment, "center");
  putHits();
  lightHere();
}

// ---- Marks

const MOST_HITS = 500;
// Hits that are marked at once; the others when the browser is idle.
const HITS_AT_ONCE = 40;
const canHighlight = Boolean(window.Highlight && CSS.highlights);

function lightHits() {
  if (!canHighlight) return;
  CSS.highlights.delete("hit");
  CSS.highlights.delete("here");
  if (!hits.length) return;
  const highlight = new Highlight();
  CSS.highlights.set("hit", highlight);
  const found = [...new Set(hits.slice(0, MOST_HITS).map((_, k) => rowOfHit(k)))].map((at) => rows[at]);
  let next = 0;
  const go = (most, hasTime) => {
    while (next < found.length && highlight.size < most && hasTime()) {
      const row = found[next++];
      if (row.hidden) continue;
      fill(row.group);
      lightRow(row);
    }
    const isOver = next >= found.length || highlight.size >= MOST_HITS || CSS.highlights.get("hit") !== highlight;
    if (!isOver) whenIdle((idle) => go(MOST_HITS, () => idle.timeRemaining() > 2 && CSS.highlights.get("hit") === highlight));
  };
  go(HITS_AT_ONCE, () => true);
}

// Where a part of a row is shown, and in which language it is searched.
function partsOf(row) {
  const parts = [SOURCE, TARGET].filter(isSearched).map((side) => ["text", row.el.children[1 + side], side]);
  const suggestion = row.el.querySelector(".suggestion .difference");
  if (suggestion && isSearched(TARGET)) parts.push(["suggestion", suggestion, TARGET]);
  const comment = row.el.querySelector(".comment");
  if (comment && searched === "both") parts.push(["comment", comment, SOURCE]);
  return parts;
}

// Marks what is searched for in a row.
function lightRow(row) {
  const highlight = canHighlight && CSS.highlights.get("hit");
  if (!highlight) return;
  for (const [, el, side] of partsOf(row)) for (const range of rangesIn(el, side)) highlight.add(range);
}

// Marks the hit that was gone to.
function lightHere() {
  if (!canHighlight) return;
  const { side, part, nth } = hits[hitAt];
  const row = rows[cursor.row];
  const shown = partsOf(row).find(([name, , of]) => name === part && (part !== "text" || of === side));
  const range = shown && rangesIn(shown[1], shown[2])[nth];
  CSS.highlights.delete("here");
  if (!range) return;
  const highlight = new Highlight(range);
  highlight.priority = 1;
  CSS.highlights.set("here", highlight);
  lightRow(row);
}

// Ranges of the query in an element. What is struck out of a text does not count in it.
function rangesIn(el, side) {
  const wanted = wantedText(side);
  if (!wanted) return [];
  const nodes = [];
  const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("del")) continue;
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  if (!nodes.length) return [];
  const place = (offset) => {
    const [start, node] = nodes.findLast(([from]) => from <= offset);
    return [node, Math.min(offset - start, node.length)];
  };
  const { letters, places } = foldedWithPlaces(text, side);
  const ranges = [];
  for (const at of findIn(letters, wanted)) {
    if (ranges.length > MOST_HITS) break;
    const range = new Range();
    range.setStart(...place(places[at]));
    range.setEnd(...place(places[at + wanted.length]));
    ranges.push(range);
  }
  return ranges;
}

// The folded text, and where in the text each unit of it comes from: letter by letter, each with its marks.
function foldedWithPlaces(text, side) {
  let letters = "";
  const places = [];
  for (const { 0: letter, index } of text.matchAll(/[^][\p{M}\uff9e\uff9f]*/gu)) {
    const plain = fold(letter, side);
    if (plain === " " && letters.endsWith(" ")) continue;
    for (let k = 0; k < plain.length; k++) places.push(index);
    letters += plain;
  }
  places.push(text.length);
  return { letters, places };
}

// ---- The box and what stands below it

let searching = 0;

function searchSoon() {
  clearTimeout(searching);
  searching = setTimeout(search, 120);
}

// What was typed a moment ago is searched for now.
function searchNow() {
  clearTimeout(searching);
  if (byId("search").value !== query) search();
}

function search() {
  query = byId("search").value;
  putFind();
  if (isOnlyHits) refilter();
  else {
    findHits();
    lightHits();
  }
}

function searchAnew() {
  searched = byId("searched").value;
  isOnlyHits = byId("only-hits").checked;
  refilter();
}

// The line below the search box is there while somebody searches.
function putFind() {
  const isThere = query !== "" || byId("find").contains(document.activeElement) || document.activeElement === byId("search");
  byId("find").hidden = !isThere;
}

function endSearch() {
  byId("search").value = "";
  search();
  point(cursor.row, cursor.side, cursor.segment, "center");
  putFind();
}

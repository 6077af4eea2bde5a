// Search in both texts and the comments, without regard to case, width, the way accents are encoded, the shape of
// quotation marks, and white space: none of it counts in Japanese, elsewhere any run of it is one space.

let query = "";
const foldedTexts = [[], []];

function fold(text, side) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u00ad\u200b\ufeff]/g, "");
  return plain.replace(/\s+/g, sides[side].language === "ja" ? "" : " ");
}

const folded = (side, k) => (foldedTexts[side][k] ??= fold(sides[side].segments[k][0], side));

function foldedRow(row, side) {
  const texts = [];
  for (let k = row.from[side]; k < row.to[side]; k++) texts.push(folded(side, k));
  return texts.join(sides[side].language === "ja" ? "" : " ");
}

// Whether a row holds what is searched for, on either side or in its comment.
function matching() {
  const wanted = [SOURCE, TARGET].map((side) => fold(query.trim(), side));
  return (row) => wanted[TARGET] === "" || [SOURCE, TARGET].some((side) => foldedRow(row, side).includes(wanted[side]))
    || (row.comment !== "" && fold(row.comment, SOURCE).includes(wanted[SOURCE]));
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

const MOST_HITS = 500;
// Hits that are marked at once; the others when the browser is idle.
const HITS_AT_ONCE = 40;

function lightHits() {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("hit");
  if (!query.trim()) return;
  const highlight = new Highlight();
  CSS.highlights.set("hit", highlight);
  const found = rows.filter((row) => !row.hidden);
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

// Marks what is searched for in the cells of a row.
function lightRow(row) {
  const highlight = window.Highlight && CSS.highlights?.get("hit");
  if (highlight) for (const side of [SOURCE, TARGET]) lightIn(row.el.children[1 + side], side, highlight);
}

function lightIn(cell, side, highlight) {
  const wanted = fold(query.trim(), side);
  if (!wanted) return;
  const nodes = [];
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const place = (offset) => {
    const [start, node] = nodes.findLast(([from]) => from <= offset);
    return [node, Math.min(offset - start, node.length)];
  };
  const { letters, places } = foldedWithPlaces(text, side);
  for (let at = letters.indexOf(wanted); at >= 0 && highlight.size <= MOST_HITS; at = letters.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    range.setStart(...place(places[at]));
    range.setEnd(...place(places[at + wanted.length]));
    highlight.add(range);
  }
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

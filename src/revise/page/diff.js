// The difference of two texts, word by word. In: two texts and their language. Out: pieces [kind, text], where kind is
// EQUAL, DELETED or INSERTED. O(n) outside what changed; within it O(n²) words, at most MOST_CELLS, else one piece replaces another.

const EQUAL = 0, DELETED = -1, INSERTED = 1;
const MOST_CELLS = 1_000_000;
// Common words between two changes that are shorter than this are shown as changed: such crumbs help nobody to read.
const CRUMB = 2;
const segmenters = new Map();

function wordsOf(text, name) {
  if (!window.Intl?.Segmenter) return Array.from(text);
  if (!segmenters.has(name)) segmenters.set(name, new Intl.Segmenter(name || "en", { granularity: "word" }));
  return Array.from(segmenters.get(name).segment(text), ({ segment }) => segment);
}

function differenceOf(before, after, name) {
  if (before === after) return before ? [[EQUAL, before]] : [];
  const [a, b] = [wordsOf(before, name), wordsOf(after, name)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = changesOf(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([[EQUAL, a.slice(0, start).join("")], ...withoutCrumbs(middle), [EQUAL, a.slice(a.length - end).join("")]]);
}

// The longest common subsequence of words, from the end of both.
function changesOf(a, b) {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return [[DELETED, a.join("")], [INSERTED, b.join("")]];
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      best[at] = a[i] === b[j] ? best[at + width + 1] + 1 : Math.max(best[at + width], best[at + 1]);
    }
  }
  const pieces = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push([EQUAL, a[i++]]);
      j++;
    } else if (j >= b.length || (i < a.length && best[(i + 1) * width + j] >= best[i * width + j + 1])) pieces.push([DELETED, a[i++]]);
    else pieces.push([INSERTED, b[j++]]);
  }
  return joined(pieces);
}

function withoutCrumbs(pieces) {
  return pieces.flatMap(([kind, text], k) => {
    const isCrumb = kind === EQUAL && text.length < CRUMB && k > 0 && k + 1 < pieces.length;
    return isCrumb ? [[DELETED, text], [INSERTED, text]] : [[kind, text]];
  });
}

// Of each run of changes what is gone comes first, then what came.
function joined(pieces) {
  const all = [];
  let [gone, come] = ["", ""];
  const close = () => {
    if (gone) all.push([DELETED, gone]);
    if (come) all.push([INSERTED, come]);
    gone = come = "";
  };
  for (const [kind, text] of pieces) {
    if (!text) continue;
    if (kind === DELETED) gone += text;
    else if (kind === INSERTED) come += text;
    else {
      close();
      if (all.at(-1)?.[0] === EQUAL) all.at(-1)[1] += text;
      else all.push([EQUAL, text]);
    }
  }
  close();
  return all;
}

// Where a cut of the old text at `offset` falls in the new one. What came in exactly there belongs to the part before.
// Where words around the cut were replaced, the new text is cut after its sentence nearest to there, if it has one.
function cutOf(pieces, offset) {
  let [old, fresh] = [0, 0];
  for (let k = 0; k < pieces.length; k++) {
    const [kind, text] = pieces[k];
    if (kind === INSERTED) {
      fresh += text.length;
      continue;
    }
    if (offset < old + text.length) {
      if (kind === EQUAL) return fresh + offset - old;
      if (offset === old) return fresh;
      const come = pieces[k + 1]?.[0] === INSERTED ? pieces[k + 1][1] : "";
      return fresh + sentenceEndNear(come, come.length * (offset - old) / text.length);
    }
    old += text.length;
    if (kind === EQUAL) fresh += text.length;
  }
  return fresh;
}

function sentenceEndNear(text, wanted) {
  const ends = Array.from(text.matchAll(/[。．.!?！？][」』）)"”’]*\s*/g), (found) => found.index + found[0].length);
  return ends.reduce((best, end) => (Math.abs(end - wanted) < Math.abs(best - wanted) ? end : best), ends[0] ?? text.length);
}

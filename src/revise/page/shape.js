// What may be read from the browser's storage. Pages from the disk share one storage, so any value in it may be damaged,
// older, or another program's: each is copied field by field if it has the right shape, else refused.

const STATES = [OPEN, CONFIRMED, CORRECTED];
const isText = (value) => typeof value === "string";
const isNumberIn = (value, from, to) => Number.isInteger(value) && from <= value && value <= to;
const isId = (value) => isText(value) && /^[0-9a-f]{16}$/.test(value);
const isListOf = (value, isItem) => Array.isArray(value) && value.length > 0 && value.every(isItem);

// [source from, to, target from, to] with at least one segment.
function isPlace(value) {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [s0, s1, t0, t1] = value;
  const isRange = (from, to, side) => isNumberIn(from, 0, to) && isNumberIn(to, from, sides[side].segments.length);
  return isRange(s0, s1, SOURCE) && isRange(t0, t1, TARGET) && s1 - s0 + t1 - t0 > 0;
}

function isChangedNote(value) {
  if (value === null) return true;
  return typeof value === "object" && STATES.includes(value.state) && isText(value.source_text) && isText(value.target_text);
}

function isPackedRow(value) {
  if (!Array.isArray(value) || value.length !== 10 || !isPlace(value.slice(0, 4))) return false;
  const [, , , , confidence, state, mark, comment, suggestion, changed] = value;
  return typeof confidence === "number" && confidence >= 0 && confidence <= 1 && STATES.includes(state) && typeof mark === "boolean"
    && isText(comment) && (suggestion === null || isText(suggestion)) && isChangedNote(changed);
}

// A packed row with the fields in the order in which the page writes them.
function copyOfRow(row) {
  const changed = row[9] && { state: row[9].state, source_text: row[9].source_text, target_text: row[9].target_text };
  return [...row.slice(0, 9), changed];
}

// Where a run of rows begins and ends on both sides, or null if they leave a gap or overlap.
function extentOf(packed) {
  for (let k = 1; k < packed.length; k++) {
    if (packed[k][0] !== packed[k - 1][1] || packed[k][2] !== packed[k - 1][3]) return null;
  }
  return [packed[0][0], packed.at(-1)[1], packed[0][2], packed.at(-1)[3]].join();
}

// A copy of a change of the journal, or null.
function changeFrom(value) {
  if (typeof value !== "object" || value === null) return null;
  const cursor = cursorFrom(value.cursor);
  const isOnOrOff = typeof value.on === "boolean";
  if (value.ignore !== undefined) return isOnOrOff && isListOf(value.ignore, isId) ? { ignore: [...value.ignore], on: value.on, cursor } : null;
  if (value.confirm !== undefined) {
    return isOnOrOff && isListOf(value.confirm, isPlace) ? { confirm: value.confirm.map((place) => [...place]), on: value.on, cursor } : null;
  }
  const { at, out, in: come } = value;
  if (!isNumberIn(at, 0, Number.MAX_SAFE_INTEGER) || !isListOf(out, isPackedRow) || !isListOf(come, isPackedRow)) return null;
  const extent = extentOf(out);
  return extent !== null && extent === extentOf(come) ? { at, out: out.map(copyOfRow), in: come.map(copyOfRow), cursor } : null;
}

// [side, segment or -1, row].
function cursorFrom(value) {
  if (!Array.isArray(value) || value.length !== 3) return [SOURCE, -1, 0];
  const [side, segment, row] = value;
  const isCursor = (side === SOURCE || side === TARGET) && isNumberIn(segment, -1, sides[side].segments.length - 1)
    && isNumberIn(row, 0, Number.MAX_SAFE_INTEGER);
  return isCursor ? [side, segment, row] : [SOURCE, -1, 0];
}

// What a page of any text kept, as far as it can be known without that text; null if it is something else.
function journalFrom(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const isJournal = typeof value === "object" && value !== null && value.version === 1 && isText(value.stamp)
    && /^[0-9a-z]{0,32}$/.test(value.stamp) && Array.isArray(value.done) && Array.isArray(value.undone);
  if (!isJournal) return null;
  const { stamp, done, undone } = value;
  const saved = isNumberIn(value.saved, 1, 8.64e15) ? value.saved : null;
  return { stamp, done, undone, saved, title: isText(value.title) ? value.title.slice(0, 200) : "" };
}

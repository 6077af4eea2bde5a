// The state: rows that tile both texts, ignored findings, and a journal of changes by which all of it can be undone
// and is saved. Knows nothing of the elements shown.

const SOURCE = 0, TARGET = 1;
const data = JSON.parse(document.getElementById("data").textContent);
const sides = [data.source, data.target];
const OPEN = "open", CONFIRMED = "confirmed", CORRECTED = "corrected";

const placeOf = (packed) => packed.slice(0, 4).join();
const firstRows = new Map(data.rows.map((packed) => [placeOf(packed), packed]));

// A row is packed as [source from, to, target from, to, confidence, state, mark, comment, suggestion, changed]: so it
// stands in the data, in the journal and in what the browser keeps. `suggestion` is another translation or null. `changed`
// is null, or {state, source_text, target_text} of a row whose texts were other ones when it was reviewed.
function unpack([s0, s1, t0, t1, confidence, state, mark, comment, suggestion = null, changed = null]) {
  return { from: [s0, t0], to: [s1, t1], confidence, state, mark, comment, suggestion, changed };
}

function pack(row) {
  const { from, to, confidence, state, mark, comment, suggestion, changed } = row;
  return [from[0], to[0], from[1], to[1], confidence, state, mark, comment, suggestion, changed];
}

let rows = data.rows.map(unpack);
const ignored = new Set(data.ignored);
const journal = { done: [], undone: [] };

// A row whose segments were changed by hand, with the notes of another: as it first was, if it was so before, else corrected.
function corrected(from, to, { mark, comment, changed }) {
  const first = firstRows.get([from[0], to[0], from[1], to[1]].join());
  const [confidence, state] = first ? [first[4], first[5]] : [1, CORRECTED];
  return { from, to, confidence, state, mark, comment, suggestion: null, changed };
}

const length = (row, side) => row.to[side] - row.from[side];
const isEmpty = (row) => length(row, SOURCE) + length(row, TARGET) === 0;

// A change is one of three: it replaces the packed rows `out` at number `at` by `in`; or it ignores findings or no longer
// does; or it confirms open rows, which it names by their segments.
function splice(at, n, fresh) {
  return { at, out: rows.slice(at, at + n).map(pack), in: fresh.filter((row) => !isEmpty(row)).map(pack) };
}

// The same over other rows, with their suggestions.
function spliceWithSuggestions(at, n, fresh) {
  return splice(at, n, withSuggestions(rows.slice(at, at + n), fresh.filter((row) => !isEmpty(row))));
}

const CHANGES = {
  edit: (at, values) => splice(at, 1, [{ ...rows[at], ...values }]),
  ignore: (ids, on) => (ids.length ? { ignore: ids, on } : null),
  confirm: (found) => (found.length ? { confirm: found.map((row) => pack(row).slice(0, 4)), on: true } : null),

  // The segment and those before it in its row go to the row before.
  up(at, side, segment) {
    if (at === 0 || segment < 0) return null;
    const [upper, lower] = [rows[at - 1], rows[at]];
    const [to, from] = [[...upper.to], [...lower.from]];
    to[side] = from[side] = segment + 1;
    return spliceWithSuggestions(at - 1, 2, [corrected(upper.from, to, upper), corrected(from, lower.to, lower)].map(keepNotes));
  },

  // The segment and those after it in its row go to the next row.
  down(at, side, segment) {
    if (at + 1 >= rows.length || segment < 0) return null;
    const [upper, lower] = [rows[at], rows[at + 1]];
    const [to, from] = [[...upper.to], [...lower.from]];
    to[side] = from[side] = segment;
    return spliceWithSuggestions(at, 2, [corrected(upper.from, to, upper), corrected(from, lower.to, lower)].map(keepNotes));
  },

  // Two confirmed rows make a confirmed one.
  merge(at) {
    if (at < 0 || at + 1 >= rows.length) return null;
    const [upper, lower] = [rows[at], rows[at + 1]];
    const row = corrected(upper.from, lower.to, joinedNotes(upper, lower));
    if (upper.state === CONFIRMED && lower.state === CONFIRMED) row.state = CONFIRMED;
    return spliceWithSuggestions(at, 2, [row]);
  },

  // Cuts a row before a segment, after it if it is the first; the other side is cut where that leaves the lengths
  // most alike. Of a side that is one segment, the two sides are parted.
  split(at, side, segment) {
    const row = rows[at];
    if (segment < 0 || length(row, SOURCE) + length(row, TARGET) < 2) return null;
    const node = [0, 0];
    node[side] = segment > row.from[side] ? segment : segment + 1;
    node[1 - side] = length(row, side) > 1 ? counterpart(row, side, node[side]) : row.from[1 - side];
    return spliceWithSuggestions(at, 1, [corrected(row.from, node, row), corrected(node, row.to, NO_NOTES)]);
  },
};

function counterpart(row, side, segment) {
  const size = (s, from, to) => {
    let n = 0;
    for (let k = from; k < to; k++) n += sides[s].segments[k][0].length;
    return n;
  };
  const share = size(side, row.from[side], segment) / size(side, row.from[side], row.to[side]);
  const other = 1 - side;
  const whole = size(other, row.from[other], row.to[other]) || 1;
  let [best, distance] = [row.from[other], share];
  for (let at = row.from[other] + 1; at <= row.to[other]; at++) {
    const here = Math.abs(size(other, row.from[other], at) / whole - share);
    if (here <= distance) [best, distance] = [at, here];
  }
  return best;
}

// What is told of every change that is applied.
const heard = { splice: (at, gone, fresh) => {}, ignore: (ids) => {}, confirm: (changed) => {} };

function apply(change, back) {
  if (change.ignore) {
    for (const id of change.ignore) {
      if (change.on !== back) ignored.add(id);
      else ignored.delete(id);
    }
    heard.ignore(change.ignore);
  } else if (change.confirm) {
    const found = change.confirm.map(rowAt);
    for (const row of found) row.state = change.on !== back ? CONFIRMED : OPEN;
    heard.confirm(found);
  } else {
    const [gone, come] = back ? [change.in, change.out] : [change.out, change.in];
    const fresh = come.map(unpack);
    const old = rows.slice(change.at, change.at + gone.length);
    rows.splice(change.at, gone.length, ...fresh);
    heard.splice(change.at, old, fresh);
  }
}

// Whether a change can be applied to the rows as they are.
function fits(change) {
  if (change.ignore) return change.ignore.every((id) => ignored.has(id) !== change.on);
  if (change.confirm) return change.confirm.every((place) => rowAt(place)?.state === (change.on ? OPEN : CONFIRMED));
  const here = rows.slice(change.at, change.at + change.out.length).map(pack);
  return JSON.stringify(here) === JSON.stringify(change.out);
}

// The row that holds just these segments.
function rowAt(place) {
  const side = place[1] > place[0] ? SOURCE : TARGET;
  const row = rows[rowWith(side, place[2 * side])];
  return row && placeOf(pack(row)) === placeOf(place) ? row : undefined;
}

// The number of the row that holds a segment.
function rowWith(side, segment) {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].to[side] > segment) high = middle;
    else low = middle + 1;
  }
  return low;
}

function commit(change, cursor) {
  if (!change) return false;
  change.cursor = cursor;
  apply(change, false);
  journal.done.push(change);
  journal.undone.length = 0;
  saveSoon(change, "do");
  return true;
}

function step(from, to, back) {
  const change = from.at(-1);
  if (!change) return null;
  // What was kept of undone changes may not fit, if somebody else wrote it.
  if (!back && !fits(change)) {
    from.length = 0;
    return null;
  }
  from.pop();
  apply(change, back);
  to.push(change);
  saveSoon(back ? inverse(change) : change, back ? "undo" : "redo");
  return change;
}

function inverse(change) {
  if (change.ignore || change.confirm) return { ...change, on: !change.on };
  return { ...change, out: change.in, in: change.out };
}

const undo = () => step(journal.done, journal.undone, true);
const redo = () => step(journal.undone, journal.done, false);

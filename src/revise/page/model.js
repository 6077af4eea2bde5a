// The state: rows that tile both texts, ignored findings, and a journal of changes by which all of it can be undone
// and is saved. Knows nothing of the document shown.

const SOURCE = 0, TARGET = 1;
const data = JSON.parse(document.getElementById("data").textContent);
const sides = [data.source, data.target];
const OPEN = "open", CONFIRMED = "confirmed", CORRECTED = "corrected";

const placeOf = (packed) => packed.slice(0, 4).join();
const firstRows = new Map(data.rows.map((packed) => [placeOf(packed), packed]));

// A row is packed as [source from, to, target from, to, confidence, state, mark, comment]: so it stands in the data,
// in the journal and in what the browser keeps.
function unpack([s0, s1, t0, t1, confidence, state, mark, comment]) {
  return { from: [s0, t0], to: [s1, t1], confidence, state, mark, comment };
}

function pack(row) {
  const { from, to, confidence, state, mark, comment } = row;
  return [from[0], to[0], from[1], to[1], confidence, state, mark, comment];
}

let rows = data.rows.map(unpack);
const ignored = new Set(data.ignored);
const journal = { done: [], undone: [] };

// A row whose segments were changed by hand: as it first was, if it was so before, else corrected.
function corrected(from, to, mark, comment) {
  const first = firstRows.get([from[0], to[0], from[1], to[1]].join());
  const [confidence, state] = first ? [first[4], first[5]] : [1, CORRECTED];
  return { from, to, confidence, state, mark, comment };
}

const length = (row, side) => row.to[side] - row.from[side];
const isEmpty = (row) => length(row, SOURCE) + length(row, TARGET) === 0;

// A change replaces the packed rows `out` at number `at` by `in`, or ignores a finding or no longer does.
function splice(at, n, fresh) {
  return { at, out: rows.slice(at, at + n).map(pack), in: fresh.filter((row) => !isEmpty(row)).map(pack) };
}

const CHANGES = {
  edit: (at, values) => splice(at, 1, [{ ...rows[at], ...values }]),
  ignore: (_, id) => ({ ignore: id, on: !ignored.has(id) }),

  // The segment and those before it in its row go to the row before.
  up(at, side, segment) {
    if (at === 0 || segment < 0) return null;
    const [upper, lower] = [rows[at - 1], rows[at]];
    const [to, from] = [[...upper.to], [...lower.from]];
    to[side] = from[side] = segment + 1;
    return splice(at - 1, 2, [
      corrected(upper.from, to, upper.mark, upper.comment),
      corrected(from, lower.to, lower.mark, lower.comment),
    ].map(keepNotes));
  },

  // The segment and those after it in its row go to the next row.
  down(at, side, segment) {
    if (at + 1 >= rows.length || segment < 0) return null;
    const [upper, lower] = [rows[at], rows[at + 1]];
    const [to, from] = [[...upper.to], [...lower.from]];
    to[side] = from[side] = segment;
    return splice(at, 2, [
      corrected(upper.from, to, upper.mark, upper.comment),
      corrected(from, lower.to, lower.mark, lower.comment),
    ].map(keepNotes));
  },

  merge(at) {
    if (at < 0 || at + 1 >= rows.length) return null;
    const [upper, lower] = [rows[at], rows[at + 1]];
    const comment = [upper.comment, lower.comment].filter(Boolean).join("\n");
    return splice(at, 2, [corrected(upper.from, lower.to, upper.mark || lower.mark, comment)]);
  },

  // Cuts a row before a segment, after it if it is the first; the other side is cut where that leaves the lengths
  // most alike. Of a side that is one segment, the two sides are parted.
  split(at, side, segment) {
    const row = rows[at];
    if (segment < 0 || length(row, SOURCE) + length(row, TARGET) < 2) return null;
    const node = [0, 0];
    node[side] = segment > row.from[side] ? segment : segment + 1;
    node[1 - side] = length(row, side) > 1 ? counterpart(row, side, node[side]) : row.from[1 - side];
    return splice(at, 1, [
      corrected(row.from, node, row.mark, row.comment),
      corrected(node, row.to, false, ""),
    ]);
  },
};

// The comment of a row that was emptied is not lost: it goes to the row that took its segments.
function keepNotes(row, k, both) {
  const other = both[1 - k];
  if (!isEmpty(other)) return row;
  return { ...row, mark: row.mark || other.mark, comment: [row.comment, other.comment].filter(Boolean).join("\n") };
}

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

// What is told of every change that is applied: (number of the first row, rows gone, rows come) or null.
let onChange = () => {};

function apply(change, back) {
  if (change.ignore) {
    if (change.on !== back) ignored.add(change.ignore);
    else ignored.delete(change.ignore);
    onChange(null, change.ignore);
    return;
  }
  const [gone, come] = back ? [change.in, change.out] : [change.out, change.in];
  const fresh = come.map(unpack);
  const old = rows.slice(change.at, change.at + gone.length);
  rows.splice(change.at, gone.length, ...fresh);
  onChange(change.at, old, fresh);
}

function commit(change, cursor) {
  if (!change) return false;
  change.cursor = cursor;
  apply(change, false);
  journal.done.push(change);
  journal.undone.length = 0;
  saveSoon(change);
  return true;
}

function step(from, to, back) {
  const change = from.pop();
  if (!change) return null;
  apply(change, back);
  to.push(change);
  saveSoon(back ? inverse(change) : change);
  return change;
}

function inverse(change) {
  if (change.ignore) return { ...change, on: !change.on };
  return { ...change, out: change.in, in: change.out };
}

const undo = () => step(journal.done, journal.undone, true);
const redo = () => step(journal.undone, journal.done, false);

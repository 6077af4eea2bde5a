// What the browser keeps: the journal, by document and by the rows that it starts from, and the place of the cursor. Whoever
// writes the journal leaves a stamp, by which a page knows that another has written since, takes that over and puts its own
// last changes on top.

const STORE = `taiyaku ${data.document} `;
const KEY = STORE + data.base;
const PLACE = "taiyaku-place ";
const PLACE_KEY = `${PLACE}${data.document} ${data.base}`;
let stamp = "";
let saving = 0, canSave = true;
// What was done here since the journal was last read or written.
let pending = [];

const headOf = (mark) => `{"version":1,"stamp":"${mark}"`;
const isOurs = (text) => text.startsWith(headOf(stamp));

function saveSoon(change) {
  pending.push(change);
  clearTimeout(saving);
  saving = setTimeout(saveNow, 200);
}

function saveNow() {
  clearTimeout(saving);
  if (!pending.length) return;
  try {
    const text = localStorage.getItem(KEY);
    if (text && !isOurs(text)) {
      if (isTyping()) {
        saving = setTimeout(saveNow, 500);
        return;
      }
      takeOver(text);
    }
    const next = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
    const rest = JSON.stringify({ saved: Date.now(), title: data.title.slice(0, 200), ...journal });
    localStorage.setItem(KEY, headOf(next) + "," + rest.slice(1));
    stamp = next;
    pending = [];
    canSave = true;
  } catch {
    if (canSave) notice(word("unsaved"));
    canSave = false;
  }
  putSaved();
}

// A box that is written in stands in a row, and is not to be taken away.
const isTyping = () => document.querySelector(".box") !== null;

// Takes up what another page of this text has written in the meantime.
function catchUp() {
  if (document.hidden || isTyping()) return;
  let text = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return;
  }
  if (!text || isOurs(text)) return;
  takeOver(text);
  saveNow();
}

function takeOver(text) {
  const kept = journalFrom(text);
  if (!kept || !kept.done.every(changeFrom)) return;
  const mine = pending;
  pending = [];
  removeGroups();
  rows = data.rows.map(unpack);
  ignored.clear();
  for (const id of data.ignored) ignored.add(id);
  journal.done.length = journal.undone.length = 0;
  const told = replay(kept) || word("taken");
  let n = 0;
  for (const change of mine) {
    const moved = movedTo(change);
    if (moved === null) n++;
    if (!moved) continue;
    apply(moved, false);
    journal.done.push(moved);
    journal.undone.length = 0;
    pending.push(moved);
  }
  stamp = kept.stamp;
  const at = document.activeElement;
  refilter();
  if (rows.length) point(cursor.segment < 0 ? cursor.row : rowWith(cursor.side, cursor.segment), cursor.side, cursor.segment);
  if (at?.closest("#bar, #panel")) at.focus();
  notice(n ? word("takenWithout", n) : told);
}

// Fits a change made here to the rows that were taken over. Null if it does not fit, undefined if nothing is left to do.
function movedTo(change) {
  if (change.ignore) {
    const left = change.ignore.filter((id) => ignored.has(id) !== change.on);
    return left.length ? { ...change, ignore: left } : undefined;
  }
  const moved = change.confirm ? change : { ...change, at: rows.indexOf(rowAt(change.out[0].slice(0, 4))) };
  return moved.at < 0 || !fits(moved) ? null : moved;
}

// Reads the saved journal when the page opens. Gives a message for the user, or an empty one.
function restore() {
  let text;
  try {
    text = localStorage.getItem(KEY);
    if (!text) return Object.keys(localStorage).some((key) => key.startsWith(STORE)) ? word("other") : "";
  } catch {
    canSave = false;
    return word("unsaved");
  }
  const kept = journalFrom(text);
  if (!kept) return word("damaged");
  stamp = kept.stamp;
  return replay(kept);
}

// A change that has not the right shape, or does not fit the rows, ends it.
function replay(kept) {
  for (const value of kept.done) {
    const change = changeFrom(value);
    if (!change || !fits(change)) return word("broken", journal.done.length + 1);
    apply(change, false);
    journal.done.push(change);
  }
  const undone = kept.undone.map(changeFrom);
  if (!undone.includes(null)) journal.undone.push(...undone);
  return "";
}

function putSaved() {
  byId("saved").textContent = word(canSave ? "saved" : "notSaved");
  byId("saved").classList.toggle("bad", !canSave);
}

// ---- What is remembered of the reader, if the browser allows it.

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A page that cannot remember is still a page.
  }
}

// A value that was kept, if it is one of those that can be.
function kept(name, possible) {
  const value = keptText(name);
  return possible.includes(value) ? value : null;
}

function keptText(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

let keeping = 0;

// Where the cursor is, for the next visit.
function keepPlaceSoon() {
  clearTimeout(keeping);
  keeping = setTimeout(keepPlace, 300);
}

function keepPlace() {
  clearTimeout(keeping);
  if (rows.length) keep(PLACE_KEY, JSON.stringify([cursor.side, cursor.segment, cursor.row]));
}

function keptPlace() {
  const text = keptText(PLACE_KEY);
  if (text === null) return [SOURCE, -1, 0];
  try {
    return cursorFrom(JSON.parse(text));
  } catch {
    return [SOURCE, -1, 0];
  }
}

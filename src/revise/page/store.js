// What the browser keeps: the journal, by document and by the rows that it starts from. Whoever writes it leaves a stamp,
// by which a page knows that another has written since, takes that over and puts its own last changes on top.

const STORE = `taiyaku ${data.document} `;
const KEY = STORE + data.base;
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
    if (text && !isOurs(text)) takeOver(text);
    const next = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
    localStorage.setItem(KEY, headOf(next) + "," + JSON.stringify(journal).slice(1));
    stamp = next;
    pending = [];
    canSave = true;
  } catch {
    if (canSave) notice(word("unsaved"));
    canSave = false;
  }
  putSaved();
}

// Takes up what another page of this text has written in the meantime.
function catchUp() {
  // A box that is written in stands in a row, and is not to be taken away.
  if (document.hidden || document.querySelector(".comment-box")) return;
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
  let kept;
  try {
    kept = JSON.parse(text);
  } catch {
    return;
  }
  const mine = pending;
  pending = [];
  removeGroups();
  rows = data.rows.map(unpack);
  ignored.clear();
  for (const id of data.ignored) ignored.add(id);
  journal.done.length = journal.undone.length = 0;
  const told = replay(kept) || word("taken");
  const lost = mine.filter((change) => {
    const moved = { ...change, at: change.ignore ? 0 : rows.findIndex((row) => placeOf(pack(row)) === placeOf(change.out[0])) };
    if (moved.at < 0 || !fits(moved)) return true;
    apply(moved, false);
    journal.done.push(moved);
    journal.undone.length = 0;
    pending.push(moved);
    return false;
  });
  stamp = kept.stamp;
  const at = document.activeElement;
  refilter();
  if (rows.length) point(cursor.segment < 0 ? cursor.row : rowWith(cursor.side, cursor.segment), cursor.side, cursor.segment);
  if (at?.closest("#bar, #panel")) at.focus();
  notice(lost.length ? word("takenWithout", lost.length) : told);
}

// Takes the journal up when the page opens. Gives what the user must be told.
function restore() {
  try {
    const text = localStorage.getItem(KEY);
    if (!text) return Object.keys(localStorage).some((key) => key.startsWith(STORE)) ? word("other") : "";
    const kept = JSON.parse(text);
    stamp = kept.stamp;
    return replay(kept);
  } catch (error) {
    canSave = error instanceof SyntaxError;
    return word(canSave ? "damaged" : "unsaved");
  }
}

// A change that does not fit the rows ends it.
function replay(kept) {
  if (kept.version !== 1) return word("damaged");
  for (const change of kept.done) {
    if (!fits(change)) return word("broken", journal.done.length + 1);
    apply(change, false);
    journal.done.push(change);
  }
  journal.undone.push(...kept.undone);
  return "";
}

function fits(change) {
  if (change.ignore) return true;
  const here = rows.slice(change.at, change.at + change.out.length).map(pack);
  return JSON.stringify(here) === JSON.stringify(change.out);
}

function putSaved() {
  byId("saved").textContent = word(canSave ? "saved" : "notSaved");
  byId("saved").classList.toggle("bad", !canSave);
}

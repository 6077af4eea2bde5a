// Which key does what, and where no key is handled.

const KEYS = {
  ArrowDown: "rowDown", j: "rowDown", ArrowUp: "rowUp", k: "rowUp", ArrowRight: "segmentOn", ArrowLeft: "segmentBack",
  PageDown: "pageDown", PageUp: "pageUp", Home: "first", End: "last", n: "next", N: "previous", p: "previous",
  c: "confirm", Enter: "confirmAndGoOn", f: "mark", e: "comment", t: "suggest", u: "up", d: "down", "alt ArrowUp": "up",
  "alt ArrowDown": "down", m: "mergeDown", M: "mergeUp", s: "split", i: "ignore", I: "restore", a: "ignoreLikeFirst",
  A: "openConfirmAll", z: "undo", Z: "redo", g: "goToRow", h: "nextHit", H: "previousHit", x: "nextPlace", X: "previousPlace",
  Escape: "leavePlaces",
  "/": "search", "?": "help",
};
// What is done to the row of the cursor, which the filter may hide, or which there may not be.
const ON_ROW = new Set(["confirm", "confirmAndGoOn", "mark", "comment", "suggest", "up", "down", "mergeUp", "mergeDown", "split", "ignore", "restore",
  "ignoreLikeFirst", "segmentOn", "segmentBack", "nextPlace", "previousPlace"]);
const HELP = [["↓ ↑  J K", "keyRows"], ["← →", "keySegments"], ["Home End", "keyEnds"], ["G", "keyGoTo"], ["N  ⇧N P", "keyWalk"],
  ["C  ↵", "keyConfirm"], ["⇧A", "keyConfirmAll"], ["T", "keySuggest"], ["E", "keyComment"], ["F", "keyMark"],
  ["U D  Alt ↑ ↓", "keyMove"], ["M  ⇧M", "keyMerge"], ["S", "keySplit"],
  ["I  ⇧I", "keyIgnore"], ["A", "keyIgnoreLike"], ["X  ⇧X", "keyPlaces"], ["/", "keySearch"], ["H  ⇧H", "keyHits"],
  ["Z  ⇧Z", "keyUndo"], ["?", "keyHelp"]];

function onKey(event) {
  // While an input method composes, every key is its own.
  if (isComposing(event) || document.querySelector("dialog[open]")) return;
  if (event.target === byId("search")) onSearchKey(event);
  else if (event.target === byId("row-number")) onRowNumberKey(event);
  else if (event.target.closest("textarea, select, input")) return;
  else if (isCommand(event)) onCommandKey(event);
  else {
    const isOwn = event.target.closest("button, summary, [role=slider]");
    const name = KEYS[(event.altKey ? "alt " : "") + event.key] ?? KEYS[(event.altKey ? "alt " : "") + event.key.toLowerCase()];
    if (!name || (isOwn && event.key.length > 1)) return;
    event.preventDefault();
    if (!ON_ROW.has(name) || rows[cursor.row]?.hidden === false) ACTIONS[name]();
    else tell(word("nothing"));
  }
}

function onCommandKey(event) {
  const name = { z: "undo", Z: "redo", y: "redo" }[event.shiftKey ? event.key.toUpperCase() : event.key];
  if (!name || event.altKey) return;
  event.preventDefault();
  ACTIONS[name]();
}

function onSearchKey(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    endSearch();
  } else if (event.key === "Enter") {
    event.preventDefault();
    goToHit(event.shiftKey ? -1 : 1);
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    if (rows[cursor.row]?.hidden) ACTIONS.first();
    else point(cursor.row, cursor.side, cursor.segment);
  }
}

function onRowNumberKey(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    putRowNumber();
    point(cursor.row, cursor.side, cursor.segment);
  } else if (event.key === "Enter") {
    event.preventDefault();
    goToNumber();
  }
}

// The number may be typed in full width.
function goToNumber() {
  const number = Number(byId("row-number").value.normalize("NFKC").trim() || NaN);
  if (!Number.isInteger(number) || number < 1 || number > rows.length) {
    tell(word("noRow", rows.length));
    byId("row-number").select();
    return;
  }
  point(number - 1, cursor.side, undefined, "center");
  putRowNumber();
}

function putRowNumber() {
  byId("row-number").value = rows.length ? cursor.row + 1 : "";
  byId("row-count").textContent = `/ ${rows.length}`;
}

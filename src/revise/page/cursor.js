// The cursor: a row, a side, and a segment of that side, or -1 where it is empty; what is said of it; the buttons of its row.

const live = document.getElementById("live");
const cursor = { row: 0, side: SOURCE, segment: 0 };
// The one element of the rows that the Tab key comes to.
let current = null;
let onPoint = () => {};

function cursorElement() {
  const cell = rows[cursor.row].el?.children[1 + cursor.side];
  return cell?.querySelector(cursor.segment < 0 ? ".none" : `[data-k="${cursor.segment}"]`);
}

// Puts the cursor on a row, with the keyboard; the segment is kept inside the row.
function point(at, side, segment, how = "nearest") {
  if (!rows.length) return;
  setCursor(at, side, segment);
  // Before the row is scrolled to: the browser lays a long row out once only.
  current.focus({ preventScroll: true });
  lookAtCursor(how);
}

// Puts the cursor on a row and leaves the keyboard where it is.
function place(at, side, segment, how = "nearest") {
  if (!rows.length) return;
  setCursor(at, side, segment);
  lookAtCursor(how);
}

function setCursor(at, side, segment) {
  const isOther = at !== cursor.row || !current;
  cursor.row = Math.max(0, Math.min(at, rows.length - 1));
  const row = rows[cursor.row];
  cursor.side = side;
  if (length(row, side) === 0) cursor.segment = -1;
  else cursor.segment = Math.max(row.from[side], Math.min(segment ?? row.from[side], row.to[side] - 1));
  reveal(row);
  fill(row.group);
  setCurrent(current?.closest(".row"), false);
  current?.removeAttribute("tabindex");
  setCurrent(row.el, true);
  showLinks(row);
  putTools(row);
  current = cursorElement();
  light("kin", row, side, [...current.querySelectorAll(".link")]);
  current.tabIndex = 0;
  if (isOther) say(spoken(row));
}

function lookAtCursor(how) {
  rows[cursor.row].el.scrollIntoView({ block: how });
  onPoint();
}

// After the rows were laid out anew: the cursor stays where it is, or goes to the nearest row that is shown.
function settle() {
  current = null;
  let at = cursor.row;
  if (rows[at]?.hidden !== false) at = rows.findIndex((row, k) => k > cursor.row && !row.hidden);
  if (at < 0) at = rows.findLastIndex((row) => !row.hidden);
  if (at >= 0) place(at, cursor.side, at === cursor.row ? cursor.segment : undefined);
}

function setCurrent(el, isIt) {
  if (!el) return;
  el.classList.toggle("current", isIt);
  if (isIt) el.setAttribute("aria-current", "true");
  else el.removeAttribute("aria-current");
  for (const button of el.querySelectorAll(".small")) button.tabIndex = isIt ? 0 : -1;
}

function spoken(row) {
  const n = findingsOf(row).filter(isOpen).length;
  const parts = [word("row", row.index + 1), row.state === OPEN ? "" : word(row.state), row.mark ? word("marked") : "",
    row.changed ? word(`was_${row.changed.state}`) : "", isDoubtful(row) ? word("isDoubtful") : "",
    row.suggestion === null ? "" : word("isSuggested")];
  if (n) parts.push(word("findings", n));
  return parts.filter(Boolean).join(", ");
}

function say(text) {
  live.textContent = text;
}

// Says it to those who see as well.
const toast = document.getElementById("toast");
let toasting = 0;
// A message is read at about fifteen characters a second.
const timeToRead = (text) => Math.max(1_800, text.length * 70);

function tell(text) {
  say(text);
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => (toast.hidden = true), timeToRead(text));
}

// The buttons of the current row, in its last cell.
const TOOLS = [
  ["confirm", "✓", "C"], ["mark", "⚑", "F"], ["comment", "✎", "E"], ["suggest", "訳", "T"], null,
  ["up", "↥", "U"], ["down", "↧", "D"], ["split", "✂", "S"], null,
  ["mergeUp", "⇱", "⇧M"], ["mergeDown", "⇲", "M"],
];
const tools = cellOf("gridcell", "tools-cell");

function putTools(row) {
  const bar = element("div", "actions");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", word("actions"));
  for (const tool of TOOLS) {
    if (!tool) {
      bar.append(element("span", "gap"));
      continue;
    }
    const [name, icon, key] = tool;
    const undoes = (name === "confirm" && row.state === CONFIRMED) ? "unconfirm" : (name === "mark" && row.mark) ? "unmark" : name;
    const sign = element("span", "icon", icon);
    sign.setAttribute("aria-hidden", "true");
    const button = element("button", "", sign, element("span", "", word(undoes)), element("kbd", "", key));
    button.lastChild.setAttribute("aria-hidden", "true");
    button.type = "button";
    button.dataset.do = name;
    bar.append(button);
  }
  tools.lang = language;
  tools.replaceChildren(bar);
  row.el.append(tools);
}

// The rows as elements. Rows come in groups that the browser lays out only near the window; a group is filled when
// it comes near, the others when the browser is idle.

const GROUP = 20;
// Rows after a change whose numbers are shown at once; those of the others are when the browser is idle.
const AT_ONCE = 200;
let unnumbered = Infinity;
const grid = document.getElementById("rows");
const live = document.getElementById("live");
let groups = [];
let filter = () => true;
const cursor = { row: 0, side: SOURCE, segment: 0 };

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) fill(entry.target.group);
}, { rootMargin: "1500px 0px" });

function removeGroups() {
  near.disconnect();
  for (const group of groups) group.el.remove();
  groups = [];
}

// Makes all groups anew, as after a change of the filter or the language.
function layOut() {
  removeGroups();
  for (let at = 0; at < rows.length; at += GROUP) {
    const group = { el: element("div", "group"), rows: rows.slice(at, at + GROUP), filled: false };
    group.el.setAttribute("role", "rowgroup");
    group.el.group = group;
    for (const row of group.rows) {
      row.group = group;
      row.el = null;
      row.hidden = !filter(row);
    }
    size(group);
    groups.push(group);
  }
  number(0);
  grid.append(...groups.map((group) => group.el));
  for (const group of groups) near.observe(group.el);
  document.getElementById("nothing").hidden = rows.some((row) => !row.hidden);
  fillWhenIdle();
}

// An estimate of the height, for the scroll bar until the group is filled and laid out.
function size(group) {
  let height = 0;
  for (const row of group.rows) {
    if (row.hidden) continue;
    const lines = [SOURCE, TARGET].map((side) => {
      let n = 0;
      for (let k = row.from[side]; k < row.to[side]; k++) n += sides[side].segments[k][0].length;
      return n / (side === SOURCE ? 56 : 27);
    });
    height += 26 + 27 * Math.max(1, Math.ceil(Math.max(...lines))) + 26 * findingsOf(row).filter(isShown).length;
  }
  group.el.style.containIntrinsicBlockSize = `auto ${height}px`;
  group.el.hidden = height === 0;
}

function fill(group) {
  if (group.filled) return;
  group.filled = true;
  near.unobserve(group.el);
  for (const row of group.rows) {
    if (row.hidden) continue;
    row.el = rowElement(row);
    group.el.append(row.el);
  }
}

function fillAll() {
  for (const group of groups) fill(group);
}

const whenIdle = window.requestIdleCallback ?? ((f) => setTimeout(() => f({ timeRemaining: () => 8 }), 30));
let isFilling = false;

function fillWhenIdle() {
  if (isFilling) return;
  isFilling = true;
  const go = (idle) => {
    let group = groups.find((g) => !g.filled);
    while (group && idle.timeRemaining() > 4) {
      fill(group);
      group = groups.find((g) => !g.filled);
    }
    isFilling = Boolean(group);
    if (group) {
      whenIdle(go);
      return;
    }
    document.documentElement.dataset.filled = "true";
    foldWhenIdle();
  };
  whenIdle(go);
}

function number(from) {
  for (let k = from; k < rows.length; k++) {
    const row = rows[k];
    row.index = k;
    if (k < from + AT_ONCE && row.el) putNumber(row);
  }
  grid.setAttribute("aria-rowcount", rows.length + 1);
  if (unnumbered === Infinity) whenIdle(numberRest);
  unnumbered = Math.min(unnumbered, from + AT_ONCE);
}

function numberRest(idle) {
  while (unnumbered < rows.length && idle.timeRemaining() > 2) {
    const end = Math.min(unnumbered + 100, rows.length);
    for (; unnumbered < end; unnumbered++) if (rows[unnumbered].el) putNumber(rows[unnumbered]);
  }
  if (unnumbered < rows.length) whenIdle(numberRest);
  else unnumbered = Infinity;
}

function putNumber(row) {
  row.el.firstChild.firstChild.textContent = row.index + 1;
  row.el.setAttribute("aria-rowindex", row.index + 2);
}

function cellOf(role, className) {
  const cell = element("div", className);
  cell.setAttribute("role", role);
  return cell;
}

function rowElement(row) {
  const el = cellOf("row", `row ${row.state}`);
  el.row = row;
  const gutter = cellOf("rowheader", "gutter");
  const percent = Math.floor(row.confidence * 100);
  const bar = element("span", row.confidence < 0.8 ? "bar low" : "bar", element("i"));
  bar.style.setProperty("--share", row.confidence);
  bar.title = word("confidence", percent);
  const sign = element("span", "sign");
  sign.title = [row.state === OPEN ? "" : word(row.state), row.mark ? word("marked") : ""].filter(Boolean).join(", ");
  const said = element("span", "unseen", [sign.title, bar.title].filter(Boolean).join(", "));
  gutter.append(element("span", "number"), sign, bar, said);
  el.append(gutter, textCell(row, SOURCE), textCell(row, TARGET));
  el.classList.toggle("marked", row.mark);
  const first = sides[SOURCE].segments[row.from[SOURCE]];
  if (length(row, SOURCE) && first[1] === 0) el.classList.add("paragraph");
  const findings = findingsOf(row).filter(isShown);
  if (findings.length || row.comment) el.append(notes(row, findings));
  if (row.index !== undefined) {
    row.el = el;
    putNumber(row);
  }
  return el;
}

function textCell(row, side) {
  const cell = cellOf("gridcell", side === SOURCE ? "cell source" : "cell target");
  cell.lang = sides[side].language;
  cell.dir = "auto";
  if (length(row, side) === 0) {
    const none = element("span", "seg none", word("none"));
    none.lang = language;
    cell.append(none);
    cell.classList.add("empty");
  }
  for (let k = row.from[side]; k < row.to[side]; k++) {
    if (k > row.from[side]) cell.append(sides[side].segments[k][2] ? " " : "\u200b");
    cell.append(segmentElement(side, k, null));
  }
  return cell;
}

function showLinks(row) {
  if (row.linked === row.el) return;
  row.linked = row.el;
  const met = metUnits(row);
  for (const side of [SOURCE, TARGET]) {
    if (met[side].size === 0) continue;
    for (const el of row.el.children[1 + side].querySelectorAll("[data-k]")) {
      const linked = segmentElement(side, Number(el.dataset.k), met);
      el.replaceWith(linked);
    }
  }
  onLinks(row);
}

// Marks anchors and what they meet on the other side of their row, in place of those that were so marked.
const lit = { kin: [], met: [] };

function light(name, row, side, elements) {
  for (const el of lit[name]) el.classList.remove(name);
  lit[name] = [];
  if (!elements.length) return;
  const others = partners(row, side, new Set(elements.flatMap(unitsIn)));
  const other = [...row.el.children[2 - side].querySelectorAll(".link")].filter((el) => unitsIn(el).some((unit) => others.has(unit)));
  lit[name] = [...elements, ...other];
  for (const el of lit[name]) el.classList.add(name);
}

const unitsIn = (el) => el.dataset.u.split(" ").map(Number);

let onLinks = () => {};

function notes(row, findings) {
  const cell = cellOf("gridcell", "notes");
  cell.lang = language;
  for (const finding of findings) {
    const isIgnored = ignored.has(finding.id);
    const line = element("p", `note ${finding.severity}${isIgnored ? " quiet" : ""}`);
    line.dataset.id = finding.id;
    const symbol = element("span", "symbol", SYMBOLS[finding.severity]);
    symbol.setAttribute("aria-hidden", "true");
    const kind = element("b", "", element("span", "unseen", word(finding.severity) + ": "), checkName(finding.check));
    const why = element("span", "why");
    appendText(why, reason(finding), language === "ja" ? TARGET : SOURCE);
    const button = element("button", "ignore", word(isIgnored ? "restore" : "ignore"));
    button.type = "button";
    button.dataset.do = "ignoreThis";
    // The Tab key comes to the buttons of the current row only.
    button.tabIndex = -1;
    if (isIgnored) why.append(` (${word("ignoredState")})`);
    line.append(symbol, kind, why, button);
    cell.append(line);
  }
  if (row.comment) {
    const comment = element("p", "comment");
    appendText(comment, row.comment, TARGET);
    cell.append(comment);
  }
  return cell;
}

// ---- Changes

function renew(row) {
  if (!row.el) return;
  const old = row.el;
  row.el = rowElement(row);
  old.replaceWith(row.el);
}

onChange = (at, gone, fresh) => {
  if (!groups.length) return;
  if (at === null) {
    const finding = data.findings.find((f) => f.id === gone);
    if (!finding) return;
    const segments = [finding.source, finding.target].map((places) => new Set(places.map(([k]) => k)));
    segments[finding.at[0]].add(finding.at[1]);
    const touches = (row, side) => {
      for (let k = row.from[side]; k < row.to[side]; k++) if (segments[side].has(k)) return true;
      return false;
    };
    rows.filter((row) => touches(row, SOURCE) || touches(row, TARGET)).forEach(renew);
    return;
  }
  const group = gone[0].group;
  for (const row of gone) fill(row.group);
  const before = group.rows.indexOf(gone[0]);
  const anchor = group.rows.slice(0, before).findLast((row) => row.el)?.el ?? null;
  for (const row of gone) {
    row.el?.remove();
    row.group.rows.splice(row.group.rows.indexOf(row), 1);
  }
  fresh.forEach((row, k) => {
    row.group = group;
    row.index = at + k;
    row.hidden = false;
    row.el = rowElement(row);
  });
  group.rows.splice(before, 0, ...fresh);
  group.el.hidden = false;
  const elements = fresh.map((row) => row.el);
  if (anchor) anchor.after(...elements);
  else group.el.prepend(...elements);
  number(gone.length === fresh.length ? at + fresh.length : at);
  if (gone.length === fresh.length) fresh.forEach(putNumber);
};

// ---- The cursor: a row, a side, and a segment of that side, or -1 where it is empty.

function rowWith(side, segment) {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].to[side] > segment) high = middle;
    else low = middle + 1;
  }
  return low;
}

// The one element of the rows that the Tab key comes to.
let current = null;

function cursorElement() {
  const cell = rows[cursor.row].el?.children[1 + cursor.side];
  return cell?.querySelector(cursor.segment < 0 ? ".none" : `[data-k="${cursor.segment}"]`);
}

// Puts the cursor on a row; the segment is kept inside the row.
function point(at, side, segment, how = "nearest") {
  if (!rows.length) return;
  const isOther = at !== cursor.row || !current;
  cursor.row = Math.max(0, Math.min(at, rows.length - 1));
  const row = rows[cursor.row];
  cursor.side = side;
  if (length(row, side) === 0) cursor.segment = -1;
  else cursor.segment = Math.max(row.from[side], Math.min(segment ?? row.from[side], row.to[side] - 1));
  if (row.hidden) {
    row.hidden = false;
    row.group.el.hidden = false;
    if (row.group.filled) insertShown(row);
  }
  fill(row.group);
  setCurrent(current?.closest(".row"), false);
  current?.removeAttribute("tabindex");
  setCurrent(row.el, true);
  showLinks(row);
  putTools(row);
  current = cursorElement();
  light("kin", row, side, [...current.querySelectorAll(".link")]);
  current.tabIndex = 0;
  current.focus({ preventScroll: true });
  row.el.scrollIntoView({ block: how });
  if (isOther) say(spoken(row));
  onPoint();
}

function setCurrent(el, isIt) {
  if (!el) return;
  el.classList.toggle("current", isIt);
  if (isIt) el.setAttribute("aria-current", "true");
  else el.removeAttribute("aria-current");
  for (const button of el.querySelectorAll(".note .ignore")) button.tabIndex = isIt ? 0 : -1;
}

let onPoint = () => {};

function insertShown(row) {
  row.el = rowElement(row);
  const before = row.group.rows.slice(0, row.group.rows.indexOf(row)).findLast((other) => other.el);
  if (before) before.el.after(row.el);
  else row.group.el.prepend(row.el);
}

function spoken(row) {
  const n = findingsOf(row).filter(isOpen).length;
  const parts = [word("row", row.index + 1), row.state === OPEN ? "" : word(row.state), row.mark ? word("marked") : ""];
  if (n) parts.push(word("findings", n));
  return parts.filter(Boolean).join(", ");
}

function say(text) {
  live.textContent = text;
}

// Says it to those who see as well.
const toast = document.getElementById("toast");
let toasting = 0;

function tell(text) {
  say(text);
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => (toast.hidden = true), 1_800);
}

// The buttons of the current row, in its last cell.
const TOOLS = [
  ["confirm", "✓", "C"], ["mark", "⚑", "F"], ["comment", "✎", "E"], null,
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

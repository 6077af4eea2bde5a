// The rows on the page. Rows come in groups that the browser lays out only near the window; a group is filled when
// it comes near, the others when the browser is idle.

const GROUP = 20;
// Rows after a change whose numbers are shown at once; those of the others are when the browser is idle.
const AT_ONCE = 200;
let unnumbered = Infinity;
const grid = document.getElementById("rows");
let groups = [];
let filter = () => true;

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
    const beside = (row.suggestion === null ? 0 : 54) + (row.changed ? 80 : 0);
    height += 26 + 27 * Math.max(1, Math.ceil(Math.max(...lines))) + 26 * findingsOf(row).filter(isShown).length + beside;
  }
  group.el.style.containIntrinsicBlockSize = `auto ${height}px`;
  group.el.hidden = height === 0;
}

function fill(group) {
  if (group.filled) return;
  group.filled = true;
  near.unobserve(group.el);
  for (const row of group.rows) if (!row.hidden) group.el.append(rowElement(row));
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
  if (unnumbered < rows.length) {
    whenIdle(numberRest);
    return;
  }
  unnumbered = Infinity;
  putPlaces();
}

function putNumber(row) {
  row.el.firstChild.firstChild.textContent = row.index + 1;
  row.el.setAttribute("aria-rowindex", row.index + 2);
}

// Shows a row that the filter hides.
function reveal(row) {
  if (!row.hidden) return;
  row.hidden = false;
  row.group.el.hidden = false;
  document.getElementById("nothing").hidden = true;
  if (!row.group.filled) return;
  rowElement(row);
  const before = row.group.rows.slice(0, row.group.rows.indexOf(row)).findLast((other) => other.el);
  if (before) before.el.after(row.el);
  else row.group.el.prepend(row.el);
}

// ---- Anchors that met

let onLinks = () => {};

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

// ---- Changes

function renew(row) {
  if (!row.el) return;
  const old = row.el;
  rowElement(row);
  old.replaceWith(row.el);
}

heard.ignore = (ids) => {
  if (groups.length) onIgnored(ids);
};

heard.confirm = (changed) => {
  if (!groups.length) return;
  for (const row of changed) {
    if (row.el) putState(row);
    countRow(row);
  }
};

heard.splice = (at, gone, fresh) => {
  if (!groups.length) return;
  const group = gone[0].group;
  for (const row of gone) fill(row.group);
  const before = group.rows.indexOf(gone[0]);
  const anchor = group.rows.slice(0, before).findLast((row) => row.el)?.el ?? null;
  for (const row of gone) {
    uncountRow(row);
    row.el?.remove();
    row.group.rows.splice(row.group.rows.indexOf(row), 1);
  }
  fresh.forEach((row, k) => {
    row.group = group;
    row.index = at + k;
    row.hidden = false;
    countRow(row);
    rowElement(row);
  });
  group.rows.splice(before, 0, ...fresh);
  group.el.hidden = false;
  const elements = fresh.map((row) => row.el);
  if (anchor) anchor.after(...elements);
  else group.el.prepend(...elements);
  if (gone.length !== fresh.length) number(at);
};

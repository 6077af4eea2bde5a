// What a person can do, by key or by button, and the page's beginning.

function act(change, message) {
  const [side, segment] = [cursor.side, cursor.segment];
  if (!commit(change, [side, segment, cursor.row])) {
    tell(word("cannot"));
    return;
  }
  follow(side, segment, cursor.row);
  putProgress();
  if (message) say(message);
}

// Puts the cursor where a segment now is.
function follow(side, segment, at) {
  point(segment < 0 ? at : rowWith(side, segment), side, segment);
}

function travel(change, message) {
  if (!change) {
    tell(word("cannot"));
    return;
  }
  const [side, segment, at] = change.cursor;
  follow(side, segment, at);
  putProgress();
  tell(message);
}

function walk(direction, isWanted) {
  for (let at = cursor.row + direction; at >= 0 && at < rows.length; at += direction) {
    if (isWanted(rows[at])) {
      point(at, cursor.side, undefined, "nearest");
      return true;
    }
  }
  return false;
}

const isVisible = (row) => !row.hidden;

function walkFindings(direction) {
  const wanted = (row) => !row.hidden && isSuspicious(row);
  // The row under the cursor has not been visited before the first step.
  if (!walk(direction, wanted)) tell(word("last"));
  else rows[cursor.row].el.scrollIntoView({ block: "center" });
}

function walkSegments(direction) {
  const row = rows[cursor.row];
  const places = [SOURCE, TARGET].flatMap((side) => {
    if (length(row, side) === 0) return [[side, -1]];
    return Array.from({ length: length(row, side) }, (_, k) => [side, row.from[side] + k]);
  });
  const here = places.findIndex(([side, k]) => side === cursor.side && k === cursor.segment);
  const [side, segment] = places[Math.max(0, Math.min(here + direction, places.length - 1))];
  point(cursor.row, side, segment);
}

function setIgnored(finding) {
  act(CHANGES.ignore(cursor.row, finding.id));
}

let isPointerDown = false;

function openComment() {
  const row = rows[cursor.row];
  const box = element("textarea", "comment-box");
  box.value = row.comment;
  box.rows = 2;
  box.setAttribute("aria-label", word("comment"));
  let isOver = false;
  const close = (keeps) => {
    if (isOver) return;
    isOver = true;
    const text = box.value.trim();
    box.remove();
    if (keeps && text !== row.comment) act(CHANGES.edit(row.index, { comment: text }));
    else point(cursor.row, cursor.side, cursor.segment);
    catchUp();
  };
  box.addEventListener("blur", (event) => {
    // The button that was pressed is made anew before the click arrives, which would be lost.
    const pressed = isPointerDown && event.relatedTarget?.closest(".actions [data-do]")?.dataset.do;
    close(true);
    if (pressed) ACTIONS[pressed]();
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const isEnd = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
    if (!isEnd) return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  });
  tools.prepend(box);
  box.focus();
}

const ACTIONS = {
  next: () => walkFindings(1),
  previous: () => walkFindings(-1),
  confirm() {
    const row = rows[cursor.row];
    const first = firstRows.get(placeOf(pack(row)));
    const before = first ? first[5] : CORRECTED;
    const state = row.state !== CONFIRMED ? CONFIRMED : before !== CONFIRMED ? before : OPEN;
    act(CHANGES.edit(cursor.row, { state }));
  },
  confirmAndGoOn() {
    if (rows[cursor.row].state !== CONFIRMED) act(CHANGES.edit(cursor.row, { state: CONFIRMED }));
    walk(1, isVisible);
  },
  mark: () => act(CHANGES.edit(cursor.row, { mark: !rows[cursor.row].mark })),
  comment: openComment,
  up: () => act(CHANGES.up(cursor.row, cursor.side, cursor.segment)),
  down: () => act(CHANGES.down(cursor.row, cursor.side, cursor.segment)),
  mergeUp: () => act(CHANGES.merge(cursor.row - 1)),
  mergeDown: () => act(CHANGES.merge(cursor.row)),
  split: () => act(CHANGES.split(cursor.row, cursor.side, cursor.segment)),
  ignore() {
    const finding = findingsOf(rows[cursor.row]).find(isOpen);
    if (finding) setIgnored(finding);
    else tell(word("cannot"));
  },
  restore() {
    const finding = findingsOf(rows[cursor.row]).findLast((f) => ignored.has(f.id));
    if (finding) setIgnored(finding);
    else tell(word("cannot"));
  },
  ignoreThis(button) {
    const { id } = button.closest(".note").dataset;
    setIgnored(data.findings.find((f) => f.id === id));
  },
  undo: () => travel(undo(), word("undone")),
  redo: () => travel(redo(), word("redone")),
  json: exportJson,
  tsv: exportTable,
  ids: exportIds,
  print: () => window.print(),
  help: () => byId("help").showModal(),
  closeHelp: () => byId("help").close(),
  search: () => byId("search").focus(),
  panel() {
    const isOpened = document.body.classList.toggle("with-panel");
    byId("toggle").setAttribute("aria-expanded", isOpened);
    drawPath();
  },
  theme() {
    const { theme } = document.documentElement.dataset;
    const isDark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    setTheme(isDark ? "light" : "dark");
    keep("theme", isDark ? "light" : "dark");
    drawPath();
  },
  language() {
    setLanguage(language === "ja" ? "en" : "ja");
    keep("language", language);
    refilter();
    point(cursor.row, cursor.side, cursor.segment, "center");
  },
  dismiss: () => (byId("notice").hidden = true),
  dismissIntro() {
    byId("intro").hidden = true;
    keep("intro", "seen");
  },
  rowDown: () => walk(1, isVisible),
  rowUp: () => walk(-1, isVisible),
  pageDown: () => leap(10),
  pageUp: () => leap(-10),
  first: () => goToVisible(rows.findIndex(isVisible)),
  last: () => goToVisible(rows.findLastIndex(isVisible)),
  segmentOn: () => walkSegments(1),
  segmentBack: () => walkSegments(-1),
};

// A row, or none if the filter leaves none.
function goToVisible(at) {
  if (at < 0) tell(word("nothing"));
  else point(at, cursor.side);
}

function leap(n) {
  for (let k = 0; k < Math.abs(n); k++) if (!walk(Math.sign(n), isVisible)) return;
}

const KEYS = {
  ArrowDown: "rowDown", j: "rowDown", ArrowUp: "rowUp", k: "rowUp", ArrowRight: "segmentOn", ArrowLeft: "segmentBack",
  PageDown: "pageDown", PageUp: "pageUp", Home: "first", End: "last", n: "next", N: "previous", p: "previous",
  c: "confirm", Enter: "confirmAndGoOn", f: "mark", e: "comment", u: "up", d: "down", "alt ArrowUp": "up",
  "alt ArrowDown": "down", m: "mergeDown", M: "mergeUp", s: "split", i: "ignore", I: "restore", z: "undo", Z: "redo",
  "/": "search", "?": "help",
};
const HELP = [["↓ ↑  J K", "keyRows"], ["← →", "keySegments"], ["Home End", "keyEnds"], ["N  ⇧N", "keyWalk"],
  ["C  ↵", "keyConfirm"], ["U D  Alt ↑ ↓", "keyMove"], ["M  ⇧M", "keyMerge"], ["S", "keySplit"], ["F", "keyMark"],
  ["E", "keyComment"], ["I  ⇧I", "keyIgnore"], ["Z  ⇧Z", "keyUndo"], ["/", "keySearch"], ["?", "keyHelp"]];

function onKey(event) {
  // While an input method composes, every key is its own.
  if (event.isComposing || event.keyCode === 229 || byId("help").open) return;
  const isText = event.target.closest("textarea, select, input");
  const command = event.ctrlKey || event.metaKey;
  if (event.target === byId("search") && event.key === "Escape") {
    event.preventDefault();
    byId("search").value = "";
    search();
    point(cursor.row, cursor.side, cursor.segment, "center");
  } else if (event.target === byId("search") && event.key === "Enter") {
    clearTimeout(searching);
    search();
    ACTIONS.first();
  } else if (isText) {
    return;
  } else if (command) {
    const name = { z: "undo", Z: "redo", y: "redo" }[event.shiftKey ? event.key.toUpperCase() : event.key];
    if (!name || event.altKey) return;
    event.preventDefault();
    ACTIONS[name]();
  } else {
    const isOwn = event.target.closest("button, summary, [role=slider]");
    const name = KEYS[(event.altKey ? "alt " : "") + event.key] ?? KEYS[(event.altKey ? "alt " : "") + event.key.toLowerCase()];
    if (!name || (isOwn && event.key.length > 1)) return;
    event.preventDefault();
    ACTIONS[name]();
  }
}

function onClick(event) {
  const button = event.target.closest("[data-do]");
  if (button) {
    const row = button.closest(".row")?.row;
    if (row && row.index !== cursor.row) point(row.index, cursor.side);
    button.closest("details")?.removeAttribute("open");
    ACTIONS[button.dataset.do](button);
    return;
  }
  const found = event.target.closest(".row");
  if (!found || event.target.closest("textarea") || !getSelection().isCollapsed) return;
  const side = event.target.closest(".cell.target") ? TARGET : event.target.closest(".cell.source") ? SOURCE : cursor.side;
  const segment = event.target.closest(".seg[data-k]")?.dataset.k;
  point(found.row.index, side, segment === undefined ? undefined : Number(segment));
}

function onHover(event) {
  const row = event.target.closest(".row")?.row;
  // To change what is being selected would end the selection.
  if (row && event.buttons === 0 && getSelection().isCollapsed) showLinks(row);
  const link = event.target.closest(".link");
  const side = link?.closest(".cell").classList.contains("target") ? TARGET : SOURCE;
  light("met", row, side, link ? [link] : []);
}

// What is copied is the text as it stands in the document, without the places at which its lines may break.
function onCopy(event) {
  if (event.target.closest?.("textarea")) return;
  event.clipboardData.setData("text/plain", getSelection().toString().replaceAll("\u200b", ""));
  event.preventDefault();
}

let searching = 0;

function search() {
  query = byId("search").value;
  refilter();
}

function onMapKey(event) {
  const go = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
  const at = event.key === "Home" ? 0 : event.key === "End" ? rows.length - 1 : cursor.row + go;
  if (Number.isNaN(at)) return;
  event.preventDefault();
  point(at, cursor.side, undefined, "center");
  canvas.focus();
}

function notice(text) {
  byId("notice").hidden = !text;
  byId("notice").firstElementChild.textContent = text;
}

// ---- What is remembered of the reader, if the browser allows it.

function keep(name, value) {
  try {
    localStorage.setItem(`taiyaku ${name}`, value);
  } catch {
    // A page that cannot remember is still a page.
  }
}

function kept(name) {
  try {
    return localStorage.getItem(`taiyaku ${name}`);
  } catch {
    return null;
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function setLanguage(name) {
  language = name;
  document.documentElement.lang = name;
  const other = byId("language");
  other.textContent = name === "ja" ? "English" : "日本語";
  other.lang = name === "ja" ? "en" : "ja";
  putWords(document);
  putHead();
  putPanel();
  byId("help").querySelector("dl").replaceChildren(...HELP.flatMap(([keys, text]) => [
    element("dt", "", ...keys.split(" ").map((key) => (key ? element("kbd", "", key) : " "))), element("dd", "", word(text)),
  ]));
}

function putHead() {
  grid.querySelector(".head")?.remove();
  const row = cellOf("row", "row");
  row.setAttribute("aria-rowindex", 1);
  row.append(...["number", "original", "translation"].map((name) => {
    const cell = cellOf("columnheader", name);
    cell.append(name === "number" ? element("span", "unseen", word(name)) : word(name));
    return cell;
  }));
  const head = cellOf("rowgroup", "head");
  head.append(row);
  grid.prepend(head);
}

function begin() {
  const theme = kept("theme");
  if (theme) setTheme(theme);
  decorate();
  const told = restore();
  setLanguage(kept("language") ?? (navigator.language.startsWith("ja") ? "ja" : "en"));
  refilter();
  onPoint = drawMap;
  onLinks = lightRow;
  notice(told);
  byId("intro").hidden = kept("intro") !== null;
  if (rows.length) point(0, SOURCE);
  // A message makes the bar higher; what sticks below it moves on.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${byId("bar").offsetHeight}px`)).observe(byId("bar"));
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("pointerdown", () => (isPointerDown = true), true);
  document.addEventListener("pointerup", () => (isPointerDown = false), true);
  grid.addEventListener("mouseover", onHover);
  grid.addEventListener("copy", onCopy);
  canvas.addEventListener("click", goToPlace);
  canvas.addEventListener("keydown", onMapKey);
  byId("show").addEventListener("input", () => {
    shown = byId("show").value;
    refilter();
  });
  byId("ignored").addEventListener("input", () => {
    showsIgnored = byId("ignored").checked;
    refilter();
  });
  byId("search").addEventListener("input", () => {
    clearTimeout(searching);
    searching = setTimeout(search, 120);
  });
  window.addEventListener("beforeprint", fillAll);
  window.addEventListener("pagehide", saveNow);
  window.addEventListener("pageshow", catchUp);
  window.addEventListener("storage", (event) => event.key === KEY && catchUp());
  document.addEventListener("visibilitychange", () => (document.hidden ? saveNow() : catchUp()));
  window.addEventListener("beforeunload", (event) => !canSave && pending.length && event.preventDefault());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawPath);
}

begin();

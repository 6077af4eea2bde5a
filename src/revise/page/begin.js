// Clicks and other events, the words of the page, and its beginning.

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
  if (!found || event.target.closest(".box, .buttons") || !getSelection().isCollapsed) return;
  const side = event.target.closest(".target") ? TARGET : event.target.closest(".source") ? SOURCE : cursor.side;
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
  putChoices();
  byId("help").querySelector("dl").replaceChildren(...HELP.flatMap(([keys, text]) => [
    element("dt", "", ...keys.split(" ").map((key) => (key ? element("kbd", "", key) : " "))), element("dd", "", word(text)),
  ]));
}

function putChoices() {
  byId("searched").replaceChildren(...["both", "source", "target"].map((name) => {
    const option = element("option", "", word(`in_${name}`));
    option.value = name;
    option.selected = name === searched;
    return option;
  }));
  putRowNumber();
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
  const theme = kept("taiyaku theme", ["light", "dark"]);
  if (theme) setTheme(theme);
  // The cursor says where the page was, not the browser.
  history.scrollRestoration = "manual";
  decorate();
  groupLike();
  const told = restore();
  const [side, segment, row] = keptPlace();
  setLanguage(kept("taiyaku language", Object.keys(STRINGS)) ?? (navigator.language.startsWith("ja") ? "ja" : "en"));
  refilter();
  onPoint = () => {
    drawMap();
    putRowNumber();
    keepPlaceSoon();
  };
  onLinks = lightRow;
  notice(told);
  byId("intro").hidden = keptText("taiyaku intro") !== null;
  if (rows.length) point(segment < 0 ? row : rowWith(side, segment), side, segment < 0 ? undefined : segment, "center");
  new ResizeObserver(putBarHeight).observe(byId("bar"));
  listen();
}

// A message makes the bar higher; what sticks below it moves on. On a narrow screen only the last lines of the bar stay in
// view, those with which one works.
function putBarHeight() {
  const { style } = document.documentElement;
  const isNarrow = matchMedia("(max-width: 640px)").matches;
  const above = isNarrow ? Math.max(0, document.querySelector(".work").offsetTop - 6) : 0;
  style.setProperty("--above", `${above}px`);
  style.setProperty("--bar", `${byId("bar").offsetHeight - above}px`);
}

function listen() {
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
  listenToFields();
  window.addEventListener("beforeprint", fillAll);
  window.addEventListener("pagehide", () => {
    endBox();
    saveNow();
    keepPlace();
  });
  window.addEventListener("pageshow", catchUp);
  window.addEventListener("storage", (event) => event.key === KEY && catchUp());
  document.addEventListener("visibilitychange", () => (document.hidden ? saveNow() : catchUp()));
  window.addEventListener("beforeunload", (event) => !canSave && pending.length && event.preventDefault());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawPath);
}

function listenToFields() {
  byId("search").addEventListener("input", searchSoon);
  byId("search").addEventListener("focus", putFind);
  byId("bar").addEventListener("focusout", () => setTimeout(putFind));
  byId("searched").addEventListener("input", searchAnew);
  byId("only-hits").addEventListener("input", searchAnew);
  byId("row-number").addEventListener("blur", putRowNumber);
  byId("least").addEventListener("input", putConfirmable);
  byId("least").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isComposing(event)) return;
    event.preventDefault();
    confirmAll();
  });
}

// The desk's buttons and dialogs around the review page, and its keys.

function deskButton(action, key, attribute = "t") {
  const el = element("button");
  el.type = "button";
  el.dataset.do = action;
  el.dataset[attribute] = key;
  return el;
}

function deskDialog(id, titleKey, ...children) {
  const title = element("h2");
  title.id = `${id}-title`;
  title.dataset.t = titleKey;
  const close = deskButton("closeDialog", "close");
  const dialog = element("dialog", "wide", title, ...children, close);
  dialog.id = id;
  dialog.setAttribute("aria-labelledby", title.id);
  document.body.append(dialog);
}

const named = (el, id, key) => {
  if (id) el.id = id;
  if (key) el.dataset.t = key;
  return el;
};

function build() {
  const back = element("a", "back", "‹ ", named(element("span"), "", "backToDesk"));
  back.href = "/";
  byId("title").before(back);
  const check = deskButton("checkAgain", "checkAgainTip", "title");
  check.id = "check-again";
  const key = element("kbd", "", "R");
  key.setAttribute("aria-hidden", "true");
  check.append(named(element("span"), "", "checkAgain"), " ", key);
  const state = named(element("p", "quiet"), "check-state");
  state.setAttribute("role", "status");
  byId("toggle").before(check);
  byId("verdict").before(state);
  // The desk saves and exports in its own way.
  byId("export").replaceWith(deskButton("corrections", "corrections"), deskButton("leave", "leave"));
  document.querySelector("[data-do=saved]").remove();
  byId("saved-reviews").remove();
  const end = deskButton("endDesk", "endDesk");
  end.className = "plain";
  byId("panel").append(element("section", "", end));
  deskDialog("corrections", "corrections", named(element("p"), "corrections-count"), named(element("ul"), "corrections-list"));
  const box = element("input");
  box.type = "checkbox";
  box.id = "download-too";
  box.checked = true;
  const said = named(element("p"), "leave-said");
  said.setAttribute("role", "status");
  deskDialog("leave", "leave", named(element("p"), "leave-help"), element("label", "tick", box, " ", named(element("span"), "", "saveToo")), named(element("div"), "leave-list"), said);
  ACTIONS.checkAgain = () => checkAgain(true);
  KEYS.r = "checkAgain";
  KEYS.l = "corrections";
  HELP.splice(HELP.length - 2, 0, ["R", "keyCheckAgain"], ["L", "keyCorrections"]);
}

const plainSetLanguage = setLanguage;
setLanguage = (name) => {
  plainSetLanguage(name);
  putLeave();
  putCheckState();
};

const plainBegin = begin;
begin = () => {
  build();
  plainBegin();
  document.documentElement.dataset.desk = "ready";
  listenToWire();
  restoreDraft();
  // The findings of this page are of its rows, unless another window was faster.
  isStale = desk.checked !== known;
  putCheckState();
  if (isStale) onChanged();
};

// The reviews that this browser keeps, of this page and of others: listed, and deleted one by one or all but this page's. What
// was deleted can be put back until the list is closed. Other programs' values are neither shown nor touched.

const REVIEW_KEY = /^taiyaku ([0-9a-f]+) ([0-9a-f]+)$/;
// Deleted in this list: by key, what to put back.
const deleted = new Map();

function savedReviews() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      const text = REVIEW_KEY.test(key) ? localStorage.getItem(key) : null;
      if (text !== null) found.push({ key, size: text.length, journal: journalFrom(text) });
    }
  } catch {
    return [];
  }
  for (const [key, { text }] of deleted) if (!found.some((other) => other.key === key)) found.push({ key, size: text.length, journal: journalFrom(text) });
  const time = ({ journal }) => journal?.saved ?? 0;
  return found.sort((a, b) => (b.key === KEY) - (a.key === KEY) || time(b) - time(a) || (a.key < b.key ? -1 : 1));
}

function placeKeyOf(key) {
  return key.replace("taiyaku ", PLACE);
}

function deleteReview(key) {
  try {
    deleted.set(key, { text: localStorage.getItem(key), place: localStorage.getItem(placeKeyOf(key)) });
    localStorage.removeItem(key);
    localStorage.removeItem(placeKeyOf(key));
  } catch {
    tell(word("cannot"));
  }
}

function putBack(key) {
  const { text, place } = deleted.get(key);
  try {
    // Its page may have been opened and worked in since.
    if (localStorage.getItem(key) === null) {
      localStorage.setItem(key, text);
      if (place !== null) localStorage.setItem(placeKeyOf(key), place);
    }
    deleted.delete(key);
  } catch {
    tell(word("cannot"));
  }
}

function savedLine({ key, size, journal }) {
  const isOwn = key === KEY;
  const isGone = deleted.has(key);
  const title = element("b", "", journal?.title || word("untitled", key.split(" ")[1].slice(0, 8)));
  title.dir = "auto";
  const when = journal?.saved ? new Date(journal.saved).toLocaleString(language === "ja" ? "ja" : "en-GB", { dateStyle: "medium", timeStyle: "short" }) : word("noDate");
  const what = journal ? word("savedReview", when, journal.done.length, Math.ceil(size / 1000)) : word("unreadable", Math.ceil(size / 1000));
  const line = element("li", isGone ? "gone" : "", title, element("span", "what", what));
  if (isOwn) line.append(element("span", "own", word("thisPage")));
  else {
    const button = smallButton(isGone ? "putBack" : "deleteReview", word(isGone ? "putBack" : "delete"));
    button.tabIndex = 0;
    button.dataset.key = key;
    button.setAttribute("aria-label", `${button.textContent}: ${title.textContent}`);
    line.append(button);
  }
  return line;
}

function putSavedReviews() {
  const all = savedReviews();
  const others = all.filter(({ key }) => key !== KEY && !deleted.has(key));
  byId("saved-list").replaceChildren(...all.map(savedLine));
  byId("saved-none").hidden = all.length > 0;
  document.querySelector("[data-do=deleteOthers]").disabled = others.length === 0;
}

function openSaved() {
  saveNow();
  deleted.clear();
  putSavedReviews();
  byId("saved-reviews").showModal();
}

// After a deletion the list is made anew; the keyboard stays at the button of the same review.
function changeSaved(change, key) {
  change(key);
  putSavedReviews();
  document.querySelector(`#saved-list [data-key="${key}"]`)?.focus();
}

function deleteOthers() {
  for (const { key } of savedReviews()) if (key !== KEY && !deleted.has(key)) deleteReview(key);
  putSavedReviews();
}

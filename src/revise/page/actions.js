// What a person can do, by key or by button.

function act(change) {
  const [side, segment] = [cursor.side, cursor.segment];
  if (!commit(change, [side, segment, cursor.row])) {
    tell(word("cannot"));
    return;
  }
  follow(side, segment, cursor.row);
  putProgress();
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

function walkToCheck(direction) {
  const wanted = (row) => !row.hidden && isToCheck(row);
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
  act(CHANGES.ignore([finding.id], !ignored.has(finding.id)));
}

function ignoreLike(finding) {
  const ids = openFindingsLike(finding).map(({ id }) => id);
  act(CHANGES.ignore(ids, true));
  tell(word("ignoredLike", ids.length));
}

const findingOf = (button) => findingsById.get(button.closest(".note").dataset.id);

// Whether a row beside the current one was hidden: then it is shown, and nothing else is done to it yet.
function revealIfHidden(at) {
  const row = rows[at];
  if (!row?.hidden) return false;
  reveal(row);
  point(cursor.row, cursor.side, cursor.segment);
  tell(word("revealed", at + 1));
  return true;
}

function merge(at) {
  const [upper, lower] = [rows[at], rows[at + 1]];
  if (revealIfHidden(at) || revealIfHidden(at + 1)) return;
  act(CHANGES.merge(at));
  const isLost = lower && [upper, lower].some((row) => row?.state === CONFIRMED) && rows[cursor.row].state !== CONFIRMED;
  if (isLost) tell(word("mergedOpen"));
}

// The next place of the finding whose places are visited, or of the first one of this row that has several.
function walkPlaces(direction) {
  if (visited) {
    visitPlace(visited.finding, visited.nth + direction);
    return;
  }
  const finding = findingsOf(rows[cursor.row]).find((f) => isShown(f) && placesOf(f).length > 1);
  if (!finding) {
    tell(word("noPlaces"));
    return;
  }
  const here = placesOf(finding).findIndex(([side, segment]) => rowWith(side, segment) === cursor.row);
  visitPlace(finding, here + direction);
}

const firstOpen = () => findingsOf(rows[cursor.row]).find(isOpen);
const onFinding = (finding, change) => (finding ? change(finding) : tell(word("cannot")));

const ACTIONS = {
  next: () => walkToCheck(1),
  previous: () => walkToCheck(-1),
  confirm() {
    const row = rows[cursor.row];
    const first = firstRows.get(placeOf(pack(row)));
    const before = first ? first[5] : CORRECTED;
    const state = row.state !== CONFIRMED ? CONFIRMED : before !== CONFIRMED ? before : OPEN;
    act(CHANGES.edit(cursor.row, { state, changed: state === CONFIRMED ? null : first?.[9] ?? null }));
  },
  confirmAndGoOn() {
    if (rows[cursor.row].state !== CONFIRMED) act(CHANGES.edit(cursor.row, { state: CONFIRMED, changed: null }));
    walk(1, isVisible);
  },
  mark: () => act(CHANGES.edit(cursor.row, { mark: !rows[cursor.row].mark })),
  comment: openComment,
  suggest: openSuggestion,
  unsuggest: () => act(CHANGES.edit(cursor.row, { suggestion: null })),
  up: () => revealIfHidden(cursor.row - 1) || act(CHANGES.up(cursor.row, cursor.side, cursor.segment)),
  down: () => revealIfHidden(cursor.row + 1) || act(CHANGES.down(cursor.row, cursor.side, cursor.segment)),
  mergeUp: () => merge(cursor.row - 1),
  mergeDown: () => merge(cursor.row),
  split: () => act(CHANGES.split(cursor.row, cursor.side, cursor.segment)),
  ignore: () => onFinding(firstOpen(), setIgnored),
  restore: () => onFinding(findingsOf(rows[cursor.row]).findLast((finding) => ignored.has(finding.id)), setIgnored),
  ignoreThis: (button) => setIgnored(findingOf(button)),
  ignoreLike: (button) => ignoreLike(findingOf(button)),
  ignoreLikeFirst: () => onFinding(firstOpen(), ignoreLike),
  goToPlace: (button) => visitPlace(findingOf(button), Number(button.dataset.nth)),
  nextPlace: () => walkPlaces(1),
  previousPlace: () => walkPlaces(-1),
  backToNote,
  leavePlaces,
  openConfirmAll,
  confirmAll,
  saved: openSaved,
  deleteReview: (button) => changeSaved(deleteReview, button.dataset.key),
  putBack: (button) => changeSaved(putBack, button.dataset.key),
  deleteOthers,
  undo: () => travel(undo(), word("undone")),
  redo: () => travel(redo(), word("redone")),
  json: exportJson,
  tsv: exportTable,
  ids: exportIds,
  print: () => window.print(),
  help: () => byId("help").showModal(),
  closeDialog: (button) => button.closest("dialog").close(),
  search: () => byId("search").select(),
  nextHit: () => goToHit(1),
  previousHit: () => goToHit(-1),
  endSearch,
  goToRow: () => byId("row-number").select(),
  panel() {
    const isOpened = document.body.classList.toggle("with-panel");
    byId("toggle").setAttribute("aria-expanded", isOpened);
    drawPath();
  },
  theme() {
    const { theme } = document.documentElement.dataset;
    const isDark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    setTheme(isDark ? "light" : "dark");
    keep("taiyaku theme", isDark ? "light" : "dark");
    drawPath();
  },
  language() {
    setLanguage(language === "ja" ? "en" : "ja");
    keep("taiyaku language", language);
    refilter();
    point(cursor.row, cursor.side, cursor.segment, "center");
  },
  dismiss: () => (byId("notice").hidden = true),
  dismissIntro() {
    byId("intro").hidden = true;
    keep("taiyaku intro", "seen");
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

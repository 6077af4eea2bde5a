// Check again: findings, verdict and names of the text with its suggestions take the place of those before, row by row.

// How long a person pauses before the text is checked again, and how long a settled finding is still seen, in milliseconds.
const PAUSE = 1_200, FADE = 1_400;
let checkTimer = 0, isChecking = false, isStale = false, wantsCheck = false;
// The ids of the findings that the last check brought.
let freshIds = new Set();
// Of each row by its first segment, the places of findings in its suggestion: [start, end, finding].
let inSuggestions = new Map();

const suggestionKey = (row) => (length(row, TARGET) ? `${TARGET} ${row.from[TARGET]}` : `${SOURCE} ${row.from[SOURCE]}`);

// Puts findings in the place of those that the page has. No row is touched.
function installFound({ findings, verdict, checks, names }) {
  data.findings = findings;
  data.verdict = verdict;
  data.checks = checks;
  data.names = names;
  for (const lists of [decorations, findingsAt]) lists.forEach((list) => (list.length = 0));
  findingsById.clear();
  groupsOfLike.clear();
  inSuggestions = new Map();
  for (const finding of findings) {
    findingsById.set(finding.id, finding);
    for (const [side, segment, start, end] of finding.suggested) {
      const key = `${side} ${segment}`;
      if (!inSuggestions.has(key)) inSuggestions.set(key, []);
      inSuggestions.get(key).push([start, end, finding]);
    }
  }
  decorate();
  groupLike();
  nIgnorings++;
}

// What of a finding is shown in rows: if any of it changes, its rows are made again.
const faceOf = ({ id, check, severity, english, japanese, at, source, target, suggested }) => JSON.stringify([id, check, severity, english, japanese, at, source, target, suggested]);

function rowsOf(finding, into) {
  const add = (side, segment) => segment < sides[side].segments.length && into.add(rows[rowWith(side, segment)]);
  add(...finding.at);
  finding.source.forEach(([segment]) => add(SOURCE, segment));
  finding.target.forEach(([segment]) => add(TARGET, segment));
  finding.suggested.forEach(([side, segment]) => add(side, segment));
}

// Takes the findings of a check. Place, selection and open boxes stay. Returns how many were settled and how many are new.
function takeFound(found) {
  const before = new Map(data.findings.map((finding) => [finding.id, finding]));
  const after = new Map(found.findings.map((finding) => [finding.id, finding]));
  const gone = data.findings.filter(({ id }) => !after.has(id));
  const come = found.findings.filter(({ id }) => !before.has(id));
  const other = found.findings.filter((finding) => before.has(finding.id) && faceOf(before.get(finding.id)) !== faceOf(finding));
  const wereFresh = [...freshIds].map((id) => after.get(id)).filter(Boolean);
  const settled = new Set(), touched = new Set();
  for (const finding of gone) rowsOf(finding, settled);
  for (const finding of [...come, ...other, ...wereFresh]) rowsOf(finding, touched);
  for (const finding of other) rowsOf(before.get(finding.id), touched);
  const fading = fade(gone);
  const checksBefore = JSON.stringify(data.checks);
  freshIds = new Set(come.map(({ id }) => id));
  installFound(found);
  for (const row of new Set([...touched, ...settled])) countRow(row);
  const renewAll = () => [...touched, ...settled].forEach(renewInPlace);
  if (fading) setTimeout(renewAll, FADE);
  [...touched].filter((row) => !fading || !settled.has(row)).forEach(renewInPlace);
  if (!fading) settled.forEach(renewInPlace);
  if (checksBefore === JSON.stringify(data.checks)) {
    putVerdict();
    putNames();
  } else putPanel();
  putProgress();
  return [gone.length, come.length];
}

// Lets settled findings go slowly, so that one sees what the correction did. Whether any is seen.
function fade(gone) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let isSeen = false;
  for (const { id } of gone) {
    const note = grid.querySelector(`.note[data-id="${id}"]`);
    if (!note || isStill) continue;
    note.classList.add("settled");
    isSeen = true;
  }
  return isSeen;
}

// A row is made again, but not one that is gone or in which somebody types; the keyboard stays where it is.
function renewInPlace(row) {
  if (rows[row.index] !== row || !row.el || row.el.querySelector(".box")) return;
  const isCurrent = row.el.classList.contains("current");
  const hadFocus = row.el.contains(document.activeElement);
  const selected = getSelection();
  if (!selected.isCollapsed && row.el.contains(selected.anchorNode)) {
    setTimeout(() => renewInPlace(row), FADE);
    return;
  }
  renew(row);
  if (!isCurrent) return;
  row.linked = null;
  setCurrent(row.el, true);
  showLinks(row);
  putTools(row);
  current = cursorElement();
  current.tabIndex = 0;
  light("kin", row, cursor.side, [...current.querySelectorAll(".link")]);
  if (hadFocus) current.focus({ preventScroll: true });
}

function putVerdict() {
  const { rendered, pairs, errors, warnings, hints } = data.verdict;
  const share = rendered < 1 ? Math.min(99.9, 100 * rendered).toFixed(1) : "100";
  byId("verdict").textContent = word("verdictLine", share, errors, warnings, hints, pairs);
}

// ---- When it is checked

function onChanged() {
  isStale = true;
  putCheckState();
  clearTimeout(checkTimer);
  checkTimer = setTimeout(() => checkAgain(false), PAUSE);
}

async function checkAgain(isAsked) {
  clearTimeout(checkTimer);
  if (isChecking) {
    wantsCheck = true;
    return;
  }
  if (!isAsked && isTyping()) {
    checkTimer = setTimeout(() => checkAgain(false), PAUSE);
    return;
  }
  isChecking = true;
  putCheckState();
  try {
    // What is checked is what the desk has.
    await saveNow();
    const { ok, answer } = await post("/check", null);
    if (ok && answer.steps === known && !steps.length) {
      const n = takeSplices(answer.splices);
      const [settled, fresh] = takeFound(answer.found);
      isStale = false;
      const said = settled || fresh ? word("checkedNow", settled, fresh) : isAsked ? word("checkedAlike") : "";
      const text = [said, n ? word("realigned", n) : ""].filter(Boolean).join(" ");
      if (text) tell(text);
    } else if (ok) wantsCheck = true;
  } catch {
    isReachable = false;
    putSaved();
  } finally {
    isChecking = false;
    putCheckState();
  }
  if (wantsCheck && isReachable) {
    wantsCheck = false;
    checkTimer = setTimeout(() => checkAgain(false), SEND_AFTER);
  }
}

// Rows of gaps that were aligned again. They are a change like any other, and are undone with the correction that they follow.
function takeSplices(splices) {
  let n = 0;
  for (const { at, out, in: come } of splices) {
    const change = { at, out, in: come, auto: true, cursor: [cursor.side, cursor.segment, cursor.row] };
    if (!fits(change)) continue;
    const [side, segment] = [cursor.side, cursor.segment];
    const isHere = at <= cursor.row && cursor.row < at + out.length;
    const hadFocus = grid.contains(document.activeElement);
    apply(change, false);
    journal.done.push(change);
    saveSoon(change, "do");
    n += come.length;
    const to = segment < 0 ? Math.min(cursor.row, rows.length - 1) : rowWith(side, segment);
    if (isHere && hadFocus) point(to, side, segment);
    else if (isHere) place(to, side, segment);
    else cursor.row = to;
  }
  // This was checked with these rows already.
  if (n) clearTimeout(checkTimer);
  return n;
}

function putCheckState() {
  const button = byId("check-again");
  button.dataset.state = isChecking ? "checking" : isStale ? "stale" : "checked";
  byId("check-state").textContent = word(isChecking ? "isChecking" : isStale ? "isStale" : "isChecked");
}

// ---- Findings in suggestions, and new ones

const plainSuggestionCell = suggestionCell;
suggestionCell = (row) => {
  const cell = plainSuggestionCell(row);
  const places = (inSuggestions.get(suggestionKey(row)) ?? []).filter(([, , finding]) => isShown(finding));
  if (places.length) markPlaces(cell.querySelector(".difference"), places);
  return cell;
};

// Marks places of the suggested text, which is all of the difference but what is struck out. What has no visible character stays out.
function markPlaces(difference, places) {
  let at = 0;
  const texts = [];
  const walker = document.createTreeWalker(difference, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("del")) continue;
    texts.push([walker.currentNode, at]);
    at += walker.currentNode.data.length;
  }
  for (const [node, start] of texts) {
    const inside = places.map(([from, to, finding]) => [Math.max(0, from - start), Math.min(node.data.length, to - start), finding]).filter(([from, to]) => from < to);
    if (!inside.length) continue;
    const cuts = [...new Set([0, node.data.length, ...inside.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
    node.replaceWith(...cuts.slice(1).map((end, k) => {
      const piece = node.data.slice(cuts[k], end);
      const here = inside.filter(([from, to]) => from <= cuts[k] && end <= to).map(([, , finding]) => finding);
      if (!here.length) return piece;
      const worst = SEVERITIES.find((severity) => here.some((finding) => finding.severity === severity));
      const mark = element("mark", `found ${worst}`, piece);
      mark.title = here.map(reason).join("\n");
      return mark;
    }));
  }
}

const plainFindingNote = findingNote;
findingNote = (finding) => {
  const line = plainFindingNote(finding);
  if (freshIds.has(finding.id)) line.querySelector("b").before(element("span", "fresh", word("fresh")));
  return line;
};

// An automatic change is undone with the change before it, and done again with it.
const plainUndo = ACTIONS.undo, plainRedo = ACTIONS.redo;
ACTIONS.undo = () => {
  while (journal.done.at(-1)?.auto) undo();
  plainUndo();
};
ACTIONS.redo = () => {
  plainRedo();
  while (journal.undone.at(-1)?.auto) redo();
};

// The shape of a change of the journal, with its sign that a check made it.
const plainChangeFrom = changeFrom;
changeFrom = (value) => {
  const change = plainChangeFrom(value);
  if (change?.in && value.auto === true) change.auto = true;
  return change;
};

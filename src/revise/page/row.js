// One row as elements: number, state, both texts, the suggestion and old texts beside them, findings and comment.

function cellOf(role, className) {
  const cell = element("div", className);
  cell.setAttribute("role", role);
  return cell;
}

function rowElement(row) {
  const el = cellOf("row", "row");
  el.row = row;
  const gutter = cellOf("rowheader", "gutter");
  const bar = element("span", row.confidence < DOUBTFUL ? "bar low" : "bar", element("i"));
  bar.style.setProperty("--share", row.confidence);
  bar.title = word("confidence", percentOf(row));
  gutter.append(element("span", "number"), element("span", "sign"), bar, element("span", "unseen"));
  el.append(gutter, textCell(row, SOURCE), textCell(row, TARGET));
  const first = sides[SOURCE].segments[row.from[SOURCE]];
  if (length(row, SOURCE) && first[1] === 0) el.classList.add("paragraph");
  if (row.changed) el.append(...oldTexts(row));
  if (row.suggestion !== null) el.append(suggestionCell(row));
  const findings = findingsOf(row).filter(isShown);
  if (findings.length || row.comment || isDoubtful(row) || row.changed) el.append(notes(row, findings));
  row.el = el;
  if (row.changed || row.suggestion !== null) putBeside(el);
  putState(row);
  if (row.index !== undefined) putNumber(row);
  return el;
}

// What stands below one text begins at its end, however long the other text is.
function putBeside(el) {
  const n = (side) => [...el.querySelectorAll(`.beside.${side}`)].filter((cell) => !cell.hidden).length;
  const [source, target] = [n("source"), n("target")];
  el.children[1].style.gridRow = source === 0 && target > 0 ? `1 / span ${1 + target}` : "";
  el.children[2].style.gridRow = target === 0 && source > 0 ? `1 / span ${1 + source}` : "";
}

const percentOf = (row) => Math.floor(row.confidence * 100);

// The state of a row in its element.
function putState(row) {
  const { el } = row;
  el.classList.toggle("confirmed", row.state === CONFIRMED);
  el.classList.toggle("corrected", row.state === CORRECTED);
  el.classList.toggle("marked", row.mark);
  const [, sign, bar, said] = el.firstChild.children;
  sign.title = [row.state === OPEN ? "" : word(row.state), row.mark ? word("marked") : ""].filter(Boolean).join(", ");
  said.textContent = [sign.title, bar.title].filter(Boolean).join(", ");
  const doubt = row.confidence < DOUBTFUL && el.querySelector(".note.doubt");
  if (doubt) doubt.hidden = !isDoubtful(row);
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

// A button in a row. The Tab key comes to the buttons of the current row only.
function smallButton(action, text, className = "small") {
  const button = element("button", className, text);
  button.type = "button";
  button.dataset.do = action;
  button.tabIndex = -1;
  return button;
}

// ---- Differences

// An old text and a new one as one text with what is gone and what came in.
function difference(before, after, side) {
  const text = element("span", "difference");
  text.lang = sides[side].language;
  for (const [kind, piece] of differenceOf(before, after, sides[side].language)) {
    if (kind === EQUAL) {
      appendText(text, piece, side);
      continue;
    }
    const el = element(kind === DELETED ? "del" : "ins", "");
    appendText(el, piece, side);
    text.append(el);
  }
  return text;
}

function besideCell(side, label, className) {
  const cell = cellOf("gridcell", `beside ${side === SOURCE ? "source" : "target"} ${className}`);
  const name = element("span", "label", label);
  name.lang = language;
  cell.append(name);
  return cell;
}

function suggestionCell(row) {
  const cell = besideCell(TARGET, word("suggestion"), "suggestion");
  cell.append(difference(lineOf(row, TARGET), row.suggestion, TARGET));
  const buttons = element("span", "buttons", smallButton("suggest", word("edit")), smallButton("unsuggest", word("remove")));
  buttons.lang = language;
  cell.append(buttons);
  return cell;
}

// Of each text that is another than when the row was reviewed, the difference.
function oldTexts(row) {
  return [[SOURCE, row.changed.source_text], [TARGET, row.changed.target_text]].flatMap(([side, old]) => {
    const now = lineOf(row, side);
    if (old === now) return [];
    const cell = besideCell(side, word("before"), "old");
    cell.append(difference(old, now, side));
    return [cell];
  });
}

// ---- Notes

function notes(row, findings) {
  const cell = cellOf("gridcell", "notes");
  cell.lang = language;
  if (row.changed) cell.append(plainNote("changed", "▲", word(`was_${row.changed.state}`)));
  if (isDoubtful(row)) cell.append(plainNote("doubt", "?", word("doubtNote", percentOf(row))));
  for (const finding of findings) cell.append(findingNote(finding));
  if (row.comment) {
    const comment = element("p", "comment");
    appendText(comment, row.comment, TARGET);
    cell.append(comment);
  }
  return cell;
}

function symbolOf(className, symbol) {
  const el = element("span", className, symbol);
  el.setAttribute("aria-hidden", "true");
  return el;
}

function plainNote(className, symbol, text) {
  return element("p", `note ${className}`, symbolOf("symbol", symbol), element("span", "why", text));
}

function findingNote(finding) {
  const isIgnored = ignored.has(finding.id);
  const line = element("p", `note ${finding.severity}${isIgnored ? " quiet" : ""}`);
  line.dataset.id = finding.id;
  const kind = element("b", "", element("span", "unseen", word(finding.severity) + ": "), checkName(finding.check));
  const why = element("span", "why");
  appendText(why, reason(finding), language === "ja" ? TARGET : SOURCE);
  if (isIgnored) why.append(` (${word("ignoredState")})`);
  const places = placesOf(finding);
  if (places.length > 1) why.append(" · ", placeLinks(finding, places));
  const buttons = element("span", "buttons");
  if (groupsOfLike.get(finding.id).all.length > 1) {
    const button = smallButton("ignoreLike", "");
    putLike(button, finding);
    buttons.append(button);
  }
  buttons.append(smallButton("ignoreThis", word(isIgnored ? "restore" : "ignore"), "small ignore"));
  line.append(symbolOf("symbol", SYMBOLS[finding.severity]), kind, why, buttons);
  return line;
}

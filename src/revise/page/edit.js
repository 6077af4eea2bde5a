// The boxes that a person types in: the comment of a row and its suggested translation. Nothing happens while an input method
// composes. Whatever ends a box keeps what was typed, and one undo takes it back.

let isPointerDown = false;
// Ends the box that is open, if there is one.
let endBox = () => {};

// `keeps` is given the text when the box ends by `isEnd`, or by a click elsewhere.
function openBox({ className, label, lang, text, lines, mount, isEnd, keeps }) {
  const box = element("textarea", `box ${className}`);
  box.value = text;
  box.rows = lines;
  box.lang = lang;
  box.setAttribute("aria-label", label);
  let isOver = false;
  const close = () => {
    if (isOver) return;
    isOver = true;
    endBox = () => {};
    const { value } = box;
    box.remove();
    keeps(value);
    catchUp();
  };
  endBox = close;
  box.addEventListener("blur", (event) => {
    // The window of an input method, or of a dictionary, has the keyboard for a while.
    if (!document.hasFocus()) return;
    // The button that was pressed is made anew before the click arrives, which would be lost.
    const pressed = isPointerDown && event.relatedTarget?.closest(".actions [data-do]")?.dataset.do;
    close();
    if (pressed) ACTIONS[pressed]();
  });
  box.addEventListener("keydown", (event) => {
    if (isComposing(event) || !(event.key === "Escape" || (event.key === "Enter" && isEnd(event)))) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  mount(box);
  box.focus();
}

// Whether a key belongs to the input method. Safari ends a composition before it gives the key that ended it, as 229.
const isComposing = (event) => event.isComposing || event.keyCode === 229;
const isCommand = (event) => event.ctrlKey || event.metaKey;

function editRow(row, values) {
  // Another window may have changed the rows since.
  if (rows[row.index] === row) act(CHANGES.edit(row.index, values));
}

function openComment() {
  const row = rows[cursor.row];
  openBox({
    className: "comment-box", label: word("comment"), lang: language, text: row.comment, lines: 2,
    mount: (box) => tools.prepend(box),
    isEnd: isCommand,
    keeps(value) {
      const comment = value.trim();
      if (comment !== row.comment) editRow(row, { comment });
      else point(cursor.row, cursor.side, cursor.segment);
    },
  });
}

function openSuggestion() {
  const row = rows[cursor.row];
  const text = lineOf(row, TARGET);
  const before = row.suggestion ?? text;
  const cell = besideCell(TARGET, word("suggestion"), "suggestion editing");
  const hint = element("span", "hint-line", word("suggestHint"));
  hint.id = "suggest-hint";
  hint.lang = language;
  openBox({
    className: "suggestion-box", label: word("suggestion"), lang: sides[TARGET].language, text: before,
    lines: Math.max(2, Math.ceil(before.length / 26)),
    mount(box) {
      const shown = row.el.querySelector(".beside.suggestion");
      if (shown) shown.hidden = true;
      box.setAttribute("aria-describedby", hint.id);
      cell.append(box, hint);
      row.el.insertBefore(cell, row.el.querySelector(".notes") ?? tools);
      putBeside(row.el);
    },
    isEnd: (event) => !event.shiftKey,
    keeps(value) {
      cell.remove();
      const shown = row.el?.querySelector(".beside.suggestion");
      if (shown) shown.hidden = false;
      if (row.el) putBeside(row.el);
      const suggestion = suggestionFrom(value, text);
      if (suggestion !== row.suggestion) editRow(row, { suggestion });
      else point(cursor.row, cursor.side, cursor.segment);
    },
  });
  cell.querySelector(".box").scrollIntoView({ block: "nearest" });
}

// What was typed, on one line as the table has it. The text as it stands is no suggestion, and neither is nothing.
function suggestionFrom(value, text) {
  const line = value.split(/[\n\r]+/).map((part) => part.trim()).filter(Boolean).join(glueOf(TARGET));
  return line === "" || line === text.trim() ? null : line;
}

// What rows carry when their segments are merged, split and moved: comments, marks, suggested translations, and the old
// texts of rows that changed. Nothing is lost. O(n) in the texts of the rows concerned.

const NO_NOTES = { mark: false, comment: "", changed: null };

function joinedNotes(upper, lower) {
  return {
    mark: upper.mark || lower.mark,
    comment: [upper.comment, lower.comment].filter(Boolean).join("\n"),
    changed: joinedChange(upper, lower),
  };
}

// The notes of a row that was emptied go to the row that took its segments.
function keepNotes(row, k, both) {
  const other = both[1 - k];
  if (!isEmpty(other)) return row;
  return { ...row, ...(k === 0 ? joinedNotes(row, other) : joinedNotes(other, row)) };
}

// The old text of two rows of which at least one changed. What did not change is its own old text.
function joinedChange(upper, lower) {
  if (!upper.changed && !lower.changed) return null;
  const old = (row) => row.changed ?? { state: row.state, source_text: lineOf(row, SOURCE), target_text: lineOf(row, TARGET) };
  const [first, second] = [old(upper), old(lower)];
  const joined = (side, ...texts) => texts.filter(Boolean).join(glueOf(side));
  return {
    state: [CONFIRMED, CORRECTED, OPEN].find((state) => first.state === state || second.state === state),
    source_text: joined(SOURCE, first.source_text, second.source_text),
    target_text: joined(TARGET, first.target_text, second.target_text),
  };
}

const glueOf = (side) => (sides[side].language === "ja" ? "" : " ");

// Puts the suggestions of the rows `gone` on the rows `fresh`, which hold the same segments.
function withSuggestions(gone, fresh) {
  if (gone.every((row) => row.suggestion === null)) return fresh;
  return fresh.map((row) => {
    const parts = gone.map((old) => partOf(old, row, fresh)).filter(Boolean);
    const suggestion = parts.map(([text, glue], k) => (k ? glue : "") + text).join("");
    return { ...row, suggestion: parts.length && suggestion !== lineOf(row, TARGET) ? suggestion : null };
  });
}

// The part of an old row's translation, as suggested or as it stands, that goes to a new row, with what joins it to the part
// before; null if there is none.
function partOf(old, row, fresh) {
  const [from, to] = [Math.max(old.from[TARGET], row.from[TARGET]), Math.min(old.to[TARGET], row.to[TARGET])];
  if (length(old, TARGET) === 0) {
    // The suggestion for an original without counterpart goes where the first of its segments goes.
    const isHere = old.suggestion !== null && row === fresh.find((other) => other.to[SOURCE] > old.from[SOURCE]);
    return isHere ? [old.suggestion, glueOf(TARGET)] : null;
  }
  if (from >= to) return null;
  const glue = sides[TARGET].segments[from][2];
  const lineTo = (end) => lineOf({ from: old.from, to: [0, end] }, TARGET);
  if (old.suggestion === null) return [lineOf({ from: [0, from], to: [0, to] }, TARGET), glue];
  const pieces = differenceOf(lineTo(old.to[TARGET]), old.suggestion, sides[TARGET].language);
  const start = from === old.from[TARGET] ? 0 : cutOf(pieces, lineTo(from).length);
  const end = to === old.to[TARGET] ? old.suggestion.length : cutOf(pieces, lineTo(to).length);
  return [old.suggestion.slice(start, end).trim(), glue];
}

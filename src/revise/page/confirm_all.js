// Confirms many rows at once: open rows without findings and without notes, at or above a confidence. The page first shows how
// many they are; one undo takes all back.

const CONFIDENCE = { least: 0, most: 100, usual: 95 };

// Whether a finding that is not ignored has its note in a row, or marks words of it. Findings that the overview hides count too.
function isTouched(row) {
  const counts = (finding) => !ignored.has(finding.id);
  if (findingsOf(row).some(counts)) return true;
  return [SOURCE, TARGET].some((side) => {
    for (let k = row.from[side]; k < row.to[side]; k++) if (decorations[side][k]?.some((item) => counts(item[2]))) return true;
    return false;
  });
}

// The rows that may be confirmed, whatever their confidence, since the list was opened.
let candidates = [];

function findCandidates() {
  candidates = rows.filter((row) => row.state === OPEN && length(row, SOURCE) && length(row, TARGET)
    && !row.mark && !row.comment && row.suggestion === null && !row.changed && !isTouched(row));
}

const rowsToConfirm = (percent) => candidates.filter((row) => row.confidence * 100 >= percent);

// The confidence that was typed, or null.
function typedConfidence() {
  const text = byId("least").value.normalize("NFKC").trim();
  const percent = Number(text);
  return text !== "" && percent >= CONFIDENCE.least && percent <= CONFIDENCE.most ? percent : null;
}

function putConfirmable() {
  const percent = typedConfidence();
  const n = percent === null ? 0 : rowsToConfirm(percent).length;
  byId("confirmable").textContent = percent === null ? word("confidenceWrong") : word("confirmable", n, tally.confirmed, rows.length);
  const button = document.querySelector("#confirm-all [data-do=confirmAll]");
  button.textContent = word("confirmRows", n);
  button.disabled = n === 0;
}

function openConfirmAll() {
  byId("least").value ||= CONFIDENCE.usual;
  findCandidates();
  putConfirmable();
  byId("confirm-all").showModal();
  byId("least").select();
}

function confirmAll() {
  // Another window may have changed the rows since.
  findCandidates();
  const percent = typedConfidence();
  const found = percent === null ? [] : rowsToConfirm(percent);
  if (!found.length) return;
  byId("confirm-all").close();
  act(CHANGES.confirm(found));
  tell(word("confirmedRows", found.length));
}

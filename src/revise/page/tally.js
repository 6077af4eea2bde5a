// How many rows are of each kind, counted once and then row by row as rows change, so that a key costs no walk over all rows.

// Below this confidence an alignment is doubtful.
const DOUBTFUL = 0.8;
const tally = {};

const isDoubtful = (row) => row.state === OPEN && row.confidence < DOUBTFUL;
const isWithFindings = (row) => row.state !== CONFIRMED && findingsOf(row).some(isOpen);
// What the key N stops at.
const isToCheck = (row) => row.state !== CONFIRMED && (row.changed !== null || isDoubtful(row) || isWithFindings(row));

// Of the rows to check each is counted once, by the first reason that holds.
function kindsOf(row) {
  const kinds = row.state === OPEN ? [] : [row.state];
  if (row.suggestion !== null) kinds.push("suggested");
  const reason = isWithFindings(row) ? "findings" : row.state !== CONFIRMED && row.changed ? "changed" : isDoubtful(row) ? "doubtful" : "";
  return reason ? [...kinds, "left", reason] : kinds;
}

function countRow(row) {
  for (const kind of row.kinds ?? []) tally[kind]--;
  row.kinds = kindsOf(row);
  for (const kind of row.kinds) tally[kind]++;
}

function uncountRow(row) {
  for (const kind of row.kinds ?? []) tally[kind]--;
  row.kinds = null;
}

function countAll() {
  Object.assign(tally, { confirmed: 0, corrected: 0, suggested: 0, left: 0, findings: 0, changed: 0, doubtful: 0 });
  for (const row of rows) {
    row.kinds = null;
    countRow(row);
  }
}

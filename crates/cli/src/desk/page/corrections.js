// The list of corrections: a view of its own, with the difference of each and what becomes of it in the corrected file.

function openCorrections() {
  const dialog = byId("corrections");
  putCorrections([]);
  dialog.showModal();
  saveNow().then(() => ask("/corrections")).then(({ ok, answer }) => ok && putCorrections(answer), () => {});
}

// `known` says of some rows whether they are in the corrected file.
function putCorrections(known) {
  const byRow = new Map(known.map((change) => [change.row, change]));
  const found = rows.filter((row) => row.suggestion !== null);
  byId("corrections-count").textContent = found.length ? word("correctionsCount", found.length) : word("noCorrections");
  byId("corrections-list").replaceChildren(...found.map((row) => {
    const change = byRow.get(row.index);
    const go = smallButton("goToCorrection", word("goTo", row.index + 1), "small go-to");
    go.tabIndex = 0;
    go.dataset.row = row.index;
    const head = element("div", "correction-head", go);
    if (change?.line) head.append(element("span", "quiet", word("lineOfFile", change.line)));
    const source = element("p", "correction-source");
    source.lang = sides[SOURCE].language;
    appendText(source, lineOf(row, SOURCE), SOURCE);
    const item = element("li", "beside", head, source, difference(lineOf(row, TARGET), row.suggestion, TARGET));
    if (row.comment) {
      const comment = element("p", "comment");
      appendText(comment, row.comment, TARGET);
      item.append(comment);
    }
    if (change?.left_out) item.append(element("p", "left-out", word("leftOut", change.left_out)));
    return item;
  }));
}

ACTIONS.corrections = openCorrections;
ACTIONS.goToCorrection = (button) => {
  byId("corrections").close();
  const row = rows[Number(button.dataset.row)];
  if (row) point(row.index, TARGET, undefined, "center");
};

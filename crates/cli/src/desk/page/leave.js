// What one takes away: every form is saved in the project's folder, and by the browser too if one wishes.

const GROUPS = [
  ["translation", ["corrected", "changes"]],
  ["review", ["page", "workbook", "table", "json", "report", "findings", "sarif"]],
  ["pairs", desk.forms.filter((form) => form.startsWith("pairs-"))],
];
const PAIR_NAMES = {
  tsv: "TSV", csv: "CSV", xlsx: "Excel (XLSX)", jsonl: "JSON Lines", json: "JSON", tmx: "TMX", xliff: "XLIFF 2.1", xliff1: "XLIFF 1.2", po: "gettext (PO)", docx: "Word (DOCX)",
  markdown: "Markdown", html: "HTML", moses: "Moses", hunalign: "hunalign", ladder: "hunalign (ladder)", vecalign: "Vecalign", xces: "OPUS (XCES)",
};
const formName = (form) => (form.startsWith("pairs-") ? PAIR_NAMES[form.slice(6)] ?? form.slice(6) : word(`form_${form}`));

function putLeave() {
  byId("leave-list").replaceChildren(...GROUPS.map(([group, forms]) => {
    const list = element("div", "forms", ...forms.map((form) => {
      const button = element("button", "", formName(form));
      button.type = "button";
      button.dataset.do = "takeAway";
      button.dataset.form = form;
      return button;
    }));
    return element("section", "", element("h3", "", word(`group_${group}`)), list);
  }));
  byId("leave-help").textContent = word("leaveHelp", `${desk.folder}/results`);
}

async function takeAway(button) {
  const said = byId("leave-said");
  said.textContent = "…";
  try {
    await saveNow();
    const { ok, answer } = await post(`/results/${button.dataset.form}`, null);
    if (!ok) {
      said.textContent = answer.error;
      return;
    }
    said.textContent = [word("written", answer.files.join(", ")), answer.left_out ? word("loses", answer.left_out) : ""].filter(Boolean).join(" ");
    if (byId("download-too").checked) {
      for (const name of answer.files) {
        const link = element("a");
        link.href = `${base}/results/${encodeURIComponent(name)}`;
        link.download = name;
        link.click();
      }
    }
  } catch {
    isReachable = false;
    putSaved();
    said.textContent = "";
  }
}

ACTIONS.leave = () => {
  byId("leave-said").textContent = "";
  byId("leave").showModal();
};
ACTIONS.takeAway = takeAway;
ACTIONS.endDesk = async () => {
  endBox();
  await saveNow();
  keepDraft();
  await fetch("/api/end", { method: "POST", body: "null" }).catch(() => {});
  isOver = true;
  notice(word("ended"));
};

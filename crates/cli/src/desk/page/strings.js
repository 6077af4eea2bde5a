// The desk's additions to the review page. First its words, in both languages.

const DESK_STRINGS = {
  en: {
    backToDesk: "All projects", checkAgain: "Check again", checkAgainTip: "Check again, with the suggestions in the text (R)", keyCheckAgain: "check again",
    isChecked: "Checked", isChecking: "Checking…", isStale: "Not checked since the last change", fresh: "new", checkedNow: "Checked again. Settled: {0}, new: {1}.",
    checkedAlike: "Checked again. Nothing changed.", realigned: "Rows beside a correction were aligned again: {0}.",
    corrections: "Corrections", correctionsTip: "The list of corrections (L)", keyCorrections: "the list of corrections", noCorrections: "There is no correction yet. T suggests another translation of a row.",
    correctionsCount: "Corrections: {0}", goTo: "Go to row {0}", leftOut: "Not in the corrected file: {0}", lineOfFile: "line {0}",
    leave: "Take away", saveToo: "Also download", leaveHelp: "Files are saved in {0}", written: "Saved: {0}", loses: "It does not hold: {0}.",
    group_translation: "The translation", group_review: "The review, for others", group_pairs: "Pairs for other tools",
    form_corrected: "Corrected translation, in its own format", form_changes: "List of corrections (TSV)", form_page: "Review page (HTML)", form_json: "Reviewed state (JSON)",
    form_table: "Review table (TSV)", form_workbook: "Review workbook (XLSX)", form_report: "Report of findings (HTML)", form_findings: "Findings (JSON Lines)", form_sarif: "Findings (SARIF)",
    onDisk: "Every change is on the disk.", waitingForDesk: "The desk does not answer. Changes that wait here: {0}. Start it again with `taiyaku desk`: this window then goes on by itself. Do not close it before.",
    notSaved: "The desk could not save. {1} Changes that wait here: {0}. Do not close this window before they are saved.",
    notSent: "Changes not on the disk yet: {0}", undoneByOther: "The changes did not fit and were put right: {0}.", endDesk: "End the desk", ended: "The desk has ended. You can close this window; everything is saved.",
    draftBack: "What was being typed when the desk ended is in the box again.",
  },
  ja: {
    backToDesk: "プロジェクト一覧", checkAgain: "再検査", checkAgainTip: "提案を反映して再検査 (R)", keyCheckAgain: "再検査",
    isChecked: "検査済み", isChecking: "検査中…", isStale: "最後の変更はまだ検査していません", fresh: "新", checkedNow: "再検査しました。解消{0}件、新規{1}件。",
    checkedAlike: "再検査しました。変化はありません。", realigned: "修正の前後の{0}行を対応付け直しました。",
    corrections: "訂正一覧", correctionsTip: "訂正の一覧 (L)", keyCorrections: "訂正の一覧", noCorrections: "まだ訂正はありません。Tキーで行の訳文を提案できます。",
    correctionsCount: "訂正{0}件", goTo: "{0}行目へ", leftOut: "訂正後のファイルに入りません:{0}", lineOfFile: "{0}行",
    leave: "取り出す", saveToo: "ダウンロードもする", leaveHelp: "保存先:{0}", written: "保存しました:{0}", loses: "この形式に入らないもの:{0}。",
    group_translation: "訳文", group_review: "校閲(他の人へ)", group_pairs: "対訳(他のツールへ)",
    form_corrected: "訂正後の訳文(元の形式)", form_changes: "訂正の一覧 (TSV)", form_page: "校閲ページ (HTML)", form_json: "校閲の状態 (JSON)",
    form_table: "校閲の表 (TSV)", form_workbook: "校閲のブック (XLSX)", form_report: "指摘の報告 (HTML)", form_findings: "指摘 (JSON Lines)", form_sarif: "指摘 (SARIF)",
    onDisk: "変更はすべてディスクに保存されています。", waitingForDesk: "デスクが応答しません。ここで待っている変更は{0}件です。`taiyaku desk` でもう一度起動すると、このウィンドウはそのまま続きます。それまで閉じないでください。",
    notSaved: "保存できませんでした。{1} ここで待っている変更は{0}件です。保存されるまでこのウィンドウを閉じないでください。",
    notSent: "まだ保存されていない変更:{0}件", undoneByOther: "合わない変更を直しました:{0}件。", endDesk: "デスクを終了", ended: "デスクを終了しました。すべて保存されています。このウィンドウは閉じてかまいません。",
    draftBack: "デスクが終了したときに入力していた文を、入力欄に戻しました。",
  },
};
for (const name of Object.keys(DESK_STRINGS)) Object.assign(STRINGS[name], DESK_STRINGS[name]);

const desk = JSON.parse(byId("host-data").textContent);

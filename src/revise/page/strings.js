// The words of the page in both languages; `word` gives one in the language in use, its arguments filled in.

const STRINGS = {
  en: {
    skip: "Skip to the pairs", walk: "Findings", previous: "Previous finding (Shift+N)", next: "Next finding",
    search: "Search both texts", hits: "{0} rows", history: "History", undo: "Undo (Z)", redo: "Redo (Shift+Z)",
    export: "Export", json: "Reviewed state, JSON", tsv: "Table, TSV", ids: "Ignored findings, list of ids",
    print: "Print", panel: "Overview", theme: "Light or dark", help: "Keys (?)", close: "Close",
    grid: "Original and translation, pair by pair", nothing: "No row is like this.", number: "Number",
    original: "Original", translation: "Translation", verdict: "Verdict", map: "Path through both texts",
    show: "Rows", severities: "Severity", checks: "Checks", showIgnored: "Show ignored findings",
    all: "All rows", suspicious: "With findings", open: "Not yet confirmed", confirmed: "Confirmed",
    corrected: "Corrected", marked: "Marked", commented: "With a comment", doubtful: "Confidence below 80 %",
    error: "Error", warning: "Warning", hint: "Hint", none: "no counterpart", names: "Names: {0}, rendered in several ways: {1}", done: "Confirmed rows",
    verdictLine: "{0} % of the original is rendered, in {4} pairs. Errors: {1}, warnings: {2}, hints: {3}.",
    progress: "Confirmed: {0} of {1} rows, corrected: {2}", row: "Row {0}", confidence: "confidence {0} %",
    actions: "Actions", confirm: "Confirm", unconfirm: "Unconfirm", mark: "Mark", unmark: "Unmark",
    comment: "Comment", up: "Move up", down: "Move down", mergeUp: "Merge up",
    mergeDown: "Merge down", split: "Split", ignore: "Ignore", restore: "Restore", ignoredState: "ignored",
    findings: "{0} findings", last: "No further finding.", cannot: "Not possible here.", undone: "Undone", redone: "Redone",
    unsaved: "This browser does not save the review, because its storage is full or closed to this page: export the review before you close the page.",
    saved: "Saved in this browser.", notSaved: "Not saved: export before you close.",
    damaged: "What this browser had saved of the review cannot be read; the page begins as it was made.",
    taken: "The review was changed in another window; this page shows it as it is now.",
    takenWithout: "The review was changed in another window, and {0} changes made here fit it no longer: please look at them again.",
    only: "Only {0}", intro: "goes to the next finding,", introConfirm: "confirms a row and goes on. All keys:",
    other: "This browser also holds a review of this text that was begun in another file; it is seen when that file is opened.",
    broken: "The review saved in this browser fits this page no longer from change {0} on; what came before was taken.",
    keys: "Keys", keyRows: "row before, after", keySegments: "segment before, after", keyEnds: "first, last row",
    keyWalk: "next, previous finding", keyConfirm: "confirm; and go on to the next row", keyMove: "move the segment up, down",
    keyMerge: "merge with the next, previous row", keySplit: "split before the segment, after it if it is the first", keyMark: "mark", keyComment: "comment",
    keyIgnore: "ignore a finding of the row, restore", keyUndo: "undo, redo", keySearch: "search", keyHelp: "these keys",
    helpMove: "A segment moves up together with those before it in its row, and down together with those after it, so that both texts stay in order.",
    helpSave: "Every change is saved in this browser at once. Export the reviewed state to align again what is still open.",
  },
  ja: {
    skip: "対訳へ移動", walk: "指摘", previous: "前の指摘 (Shift+N)", next: "次の指摘",
    search: "両方の文を検索", hits: "{0}行", history: "履歴", undo: "元に戻す (Z)", redo: "やり直す (Shift+Z)",
    export: "書き出し", json: "校閲の状態 (JSON)", tsv: "表 (TSV)", ids: "無視した指摘の一覧",
    print: "印刷", panel: "概要", theme: "明暗の切り替え", help: "キー操作 (?)", close: "閉じる",
    grid: "原文と訳文の対訳", nothing: "該当する行はありません。", number: "番号",
    original: "原文", translation: "訳文", verdict: "総評", map: "対応の経路",
    show: "表示する行", severities: "重要度", checks: "検査項目", showIgnored: "無視した指摘も表示",
    all: "すべての行", suspicious: "指摘のある行", open: "未確認の行", confirmed: "確認済みの行",
    corrected: "修正した行", marked: "印を付けた行", commented: "コメントのある行", doubtful: "確信度80%未満",
    error: "誤り", warning: "警告", hint: "参考", none: "対応なし", names: "固有名詞 {0}件、うち表記ゆれ {1}件", done: "確認済みの行",
    verdictLine: "原文の{0}%が訳されています。{4}組の対訳に、誤り{1}件、警告{2}件、参考{3}件。",
    progress: "{1}行のうち確認済み{0}行、修正{2}行", row: "{0}行目", confidence: "確信度 {0}%",
    actions: "操作", confirm: "確認", unconfirm: "確認を外す", mark: "印を付ける", unmark: "印を外す",
    comment: "コメント", up: "上の行へ", down: "下の行へ", mergeUp: "上と結合",
    mergeDown: "下と結合", split: "分割", ignore: "無視", restore: "戻す", ignoredState: "無視",
    findings: "指摘{0}件", last: "これより先に指摘はありません。", cannot: "ここではできません。", undone: "元に戻しました", redone: "やり直しました",
    unsaved: "保存領域が一杯か使えないため、このブラウザーには保存できません。閉じる前に書き出してください。",
    saved: "このブラウザーに保存済み", notSaved: "未保存です。閉じる前に書き出してください。",
    damaged: "このブラウザーに保存されていた校閲を読めません。作成時の状態から始めます。",
    taken: "別のウィンドウで校閲が変更されたため、最新の状態を表示しました。",
    takenWithout: "別のウィンドウで校閲が変更され、ここでの変更のうち{0}件が合わなくなりました。もう一度ご確認ください。",
    only: "{0}のみ", intro: "で次の指摘へ、", introConfirm: "で行を確認して次へ。すべてのキー:",
    other: "このブラウザーには、同じ文書の別のファイルで始めた校閲も残っています。そのファイルを開くと表示されます。",
    broken: "保存されていた校閲は、{0}番目の変更からこのページに合いません。それより前の変更は反映しました。",
    keys: "キー操作", keyRows: "前の行・次の行", keySegments: "前の文・次の文", keyEnds: "最初の行・最後の行",
    keyWalk: "次の指摘・前の指摘", keyConfirm: "確認・確認して次の行へ", keyMove: "文を上・下の行へ移す",
    keyMerge: "次の行・前の行と結合", keySplit: "選んだ文の前で分割(最初の文ならその後で)", keyMark: "印", keyComment: "コメント",
    keyIgnore: "行の指摘を無視・戻す", keyUndo: "元に戻す・やり直す", keySearch: "検索", keyHelp: "この一覧",
    helpMove: "文を上へ移すと同じ行でそれより前の文も、下へ移すとそれより後の文も一緒に移り、両方の文の順序は保たれます。",
    helpSave: "変更はその都度このブラウザーに保存されます。校閲の状態を書き出すと、未確認の部分だけを対応付けし直せます。",
  },
};

let language = "en";

function word(key, ...values) {
  return STRINGS[language][key].replace(/\{(\d)\}/g, (_, k) => values[k]);
}

// Puts the words of the language in use into every element that asks for one.
function putWords(root) {
  for (const el of root.querySelectorAll("[data-t]")) el.textContent = word(el.dataset.t);
  for (const el of root.querySelectorAll("[data-label]")) el.setAttribute("aria-label", word(el.dataset.label));
  for (const el of root.querySelectorAll("[data-tip]")) {
    el.title = word(el.dataset.tip);
    el.setAttribute("aria-label", el.title);
  }
  for (const el of root.querySelectorAll("input[data-label]")) el.placeholder = word(el.dataset.label);
}

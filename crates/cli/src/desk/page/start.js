// The start of the desk: files are dropped and paired, aligned, and earlier projects are opened. Names of files become text nodes only.
"use strict";

const STRINGS = {
  en: {
    desk: "desk", end: "End the desk", theme: "Light or dark", dropTitle: "Drop an original and its translation here",
    dropHelp: "English and Japanese, each in its own file, or one page or translation memory that holds both. Several pairs make a list. A glossary may lie beside them.",
    choose: "Choose files…", sample: "Try a sample", private: "The files stay on this machine. Nothing is sent to a network.",
    foundTitle: "Found", original: "Original (English)", translation: "Translation (Japanese)", both: "Both languages in one file", glossary: "Glossary: {0}",
    missing: "still missing: drop it here", swap: "Exchange the sides", remove: "Remove", alignOne: "Align", alignAll: "Align {0} pairs", clear: "Clear",
    format: "Format of {0}", workTitle: "In work", waiting: "waiting", reading: "reading", aligning: "aligning {0} and {1} sentences", checking: "checking",
    done: "done", failed: "failed: {0}", cancelled: "cancelled", cancel: "Cancel", open: "Open", seconds: "{0} s", earlierTitle: "Projects",
    folder: "Projects are kept in {0}", reading1: "Reading {0} …", gone: "The desk has ended. Start it again with: taiyaku desk",
    ended: "The desk has ended. You can close this window; everything is saved.", kilobytes: "{0} kB", asRole: "This file is", use: "Use of {0}",
    role_source: "the original", role_target: "the translation", role_both: "both languages", role_glossary: "a glossary",
  },
  ja: {
    desk: "デスク", end: "デスクを終了", theme: "明暗の切り替え", dropTitle: "原文と訳文をここにドロップ",
    dropHelp: "英語と日本語をそれぞれ1つのファイルで、または両方を含むページや翻訳メモリーを1つ。複数の組は一覧になります。用語集も一緒に置けます。",
    choose: "ファイルを選ぶ…", sample: "見本で試す", private: "ファイルはこのコンピューターの中だけで扱い、ネットワークには何も送りません。",
    foundTitle: "見つかったファイル", original: "原文(英語)", translation: "訳文(日本語)", both: "両方の言語を含むファイル", glossary: "用語集:{0}",
    missing: "まだありません。ここにドロップしてください", swap: "原文と訳文を入れ替える", remove: "外す", alignOne: "対応付ける", alignAll: "{0}組を対応付ける", clear: "すべて外す",
    format: "{0} の形式", workTitle: "処理中", waiting: "待機中", reading: "読み込み中", aligning: "{0}文と{1}文を対応付け中", checking: "検査中",
    done: "完了", failed: "失敗:{0}", cancelled: "中止しました", cancel: "中止", open: "開く", seconds: "{0}秒", earlierTitle: "プロジェクト",
    folder: "プロジェクトの保存先:{0}", reading1: "{0} を読み込んでいます…", gone: "デスクは終了しています。もう一度起動してください:taiyaku desk",
    ended: "デスクを終了しました。すべて保存されています。このウィンドウは閉じてかまいません。", kilobytes: "{0} kB", asRole: "このファイルは", use: "{0} の役割",
    role_source: "原文", role_target: "訳文", role_both: "両方の言語", role_glossary: "用語集",
  },
};
const FORMATS = ["text", "markdown", "html", "subtitles", "aozora", "docx", "pptx", "odt", "epub", "pdf", "po", "xliff", "tmx", "table", "xlsx", "jsonl", "hunalign"];
// How often a job is asked for, in milliseconds.
const ASK = 100;

const byId = (id) => document.getElementById(id);
let language = "en";
const files = new Map();
let pairs = [];
let glossary = null;
let overview = { projects: [], jobs: [], folder: "" };
// Jobs that were begun here.
const mine = new Map();

function word(key, ...values) {
  return STRINGS[language][key].replace(/\{(\d)\}/g, (_, k) => values[k]);
}

function element(name, className, ...children) {
  const el = document.createElement(name);
  if (className) el.className = className;
  el.append(...children);
  return el;
}

function button(text, onClick, className = "") {
  const el = element("button", className, text);
  el.type = "button";
  el.addEventListener("click", onClick);
  return el;
}

function notice(text) {
  byId("notice").hidden = !text;
  byId("notice").textContent = text;
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(word("gone"));
  }
  if (response.status === 403) throw new Error(word("gone"));
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const send = (path, value) => ask(path, { method: "POST", body: JSON.stringify(value) });

function kept(name, possible) {
  try {
    const value = localStorage.getItem(name);
    return possible.includes(value) ? value : null;
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A page that cannot remember is still a page.
  }
}

// ---- Files and pairs

async function addFiles(list) {
  notice("");
  byId("drop").dataset.busy = word("reading1", list.map(({ name }) => name).join(", "));
  const seen = await Promise.all(list.map((file) => ask("/api/files", { method: "POST", body: file, headers: { "x-file-name": encodeURIComponent(file.name) } })
    .catch((error) => {
      notice(`${file.name}: ${error.message}`);
      return null;
    })));
  seen.filter(Boolean).forEach(take);
  delete byId("drop").dataset.busy;
  joinHalves();
  putFound();
  byId("align").focus();
}

const WORDS_OF_SIDES = /(^|[^\p{L}])(en|eng|english|source|original|src|ja|jp|jpn|japanese|target|translation|tgt|trg)(?=$|[^\p{L}])|原文|訳文|英語|日本語|英文|和訳|英|和|訳/giu;
const keyOf = (name) => name.toLowerCase().replace(/\.[^.]*$/, "").replace(WORDS_OF_SIDES, "").replace(/[^\p{L}\p{N}]/gu, "");

// Puts a file where it belongs by what it looks like and by its name.
function take(seen) {
  files.set(seen.id, seen);
  if (seen.role === "glossary") {
    glossary = seen.id;
    return;
  }
  if (seen.role === "both") {
    pairs.push({ both: seen.id });
    return;
  }
  const open = pairs.filter((pair) => !pair.both && pair[seen.role] === undefined);
  const other = seen.role === "source" ? "target" : "source";
  const place = open.find((pair) => keyOf(files.get(pair[other]).name) === keyOf(seen.name)) ?? (open.length === 1 && pairs.length === 1 ? open[0] : null);
  if (place) place[seen.role] = seen.id;
  else pairs.push({ [seen.role]: seen.id });
}

// Halves that nothing but their order joins: all originals with all translations; or two files of the same side.
function joinHalves() {
  const halves = pairs.filter((pair) => !pair.both && (pair.source === undefined || pair.target === undefined));
  const [left, right] = [halves.filter((pair) => pair.source !== undefined), halves.filter((pair) => pair.target !== undefined)];
  if (left.length === right.length) {
    left.forEach((pair, k) => (pair.target = right[k].target));
    pairs = pairs.filter((pair) => !right.includes(pair));
  } else if (halves.length === 2) {
    const [first, second] = halves.map((pair) => pair.source ?? pair.target);
    Object.assign(halves[0], { source: first, target: second });
    pairs = pairs.filter((pair) => pair !== halves[1]);
  }
}

const isWhole = (pair) => pair.both !== undefined || (pair.source !== undefined && pair.target !== undefined);

function changeRole(pair, side, role) {
  const id = pair[side];
  pair[side] = undefined;
  if (["source", "target", "both"].every((other) => pair[other] === undefined)) pairs = pairs.filter((other) => other !== pair);
  take({ ...files.get(id), role });
  joinHalves();
  putFound();
}

function select(label, values, value, name, onInput) {
  const el = element("select", "");
  el.setAttribute("aria-label", label);
  el.append(...values.map((option) => {
    const item = element("option", "", name(option));
    item.value = option;
    item.selected = option === value;
    return item;
  }));
  el.addEventListener("input", () => onInput(el.value));
  return el;
}

function fileCell(pair, side) {
  const title = element("span", "side", word({ source: "original", target: "translation", both: "both" }[side]));
  const file = files.get(pair[side]);
  if (!file) return element("div", "file missing", title, element("span", "name", word("missing")));
  const name = element("b", "name", file.name);
  name.dir = "auto";
  const about = [word("kilobytes", Math.ceil(file.bytes / 1000)), file.encoding && file.encoding !== "utf-8" ? file.encoding : ""].filter(Boolean).join(", ");
  return element("div", "file", title, name, element("span", "choices",
    select(word("format", file.name), FORMATS, file.format, (format) => format, (format) => (file.format = format)), " ",
    select(word("use", file.name), ["source", "target", "both", "glossary"], side, (role) => word(`role_${role}`), (role) => changeRole(pair, side, role)),
    element("span", "quiet", about)));
}

function swap(pair) {
  [pair.source, pair.target] = [pair.target, pair.source];
  putFound();
}

async function removePair(pair) {
  pairs = pairs.filter((other) => other !== pair);
  await send("/api/forget", ["source", "target", "both"].map((side) => pair[side]).filter((id) => id !== undefined)).catch(() => {});
  putFound();
}

function putFound() {
  byId("found").hidden = !pairs.length && glossary === null;
  byId("pairs").replaceChildren(...pairs.map((pair) => {
    const line = element("li", "pair");
    if (pair.both !== undefined) line.append(fileCell(pair, "both"));
    else {
      const exchange = button("⇄", () => swap(pair), "swap");
      exchange.title = word("swap");
      exchange.setAttribute("aria-label", exchange.title);
      line.append(fileCell(pair, "source"), exchange, fileCell(pair, "target"));
    }
    line.append(button(word("remove"), () => removePair(pair), "small"));
    return line;
  }));
  byId("glossary").hidden = glossary === null;
  byId("glossary").replaceChildren();
  if (glossary !== null) {
    byId("glossary").append(word("glossary", files.get(glossary).name), " ", button(word("remove"), () => {
      glossary = null;
      putFound();
    }, "small"));
  }
  const whole = pairs.filter(isWhole);
  byId("align").textContent = whole.length > 1 ? word("alignAll", whole.length) : word("alignOne");
  byId("align").disabled = !whole.length;
}

// ---- Work

async function align() {
  byId("align").disabled = true;
  const whole = pairs.filter(isWhole);
  notice("");
  for (const pair of whole) {
    const format = (side) => (pair[side] === undefined ? undefined : files.get(pair[side]).format);
    try {
      const job = await send("/api/align", {
        source: pair.source, target: pair.target, both: pair.both, glossary: glossary ?? undefined,
        source_format: format("both") ?? format("source"), target_format: format("target"),
      });
      mine.set(job, pair);
      pairs = pairs.filter((other) => other !== pair);
    } catch (error) {
      notice(error.message);
    }
  }
  putFound();
  watch();
}

const isOver = (job) => ["done", "failed", "cancelled"].includes(job.stage);
let watching = false;

// Looks after the jobs until all are over. One that was begun alone is opened.
async function watch() {
  if (watching) return;
  watching = true;
  try {
    for (;;) {
      await load();
      takeBack();
      const open = overview.jobs.filter((job) => !isOver(job));
      const own = overview.jobs.filter((job) => mine.has(job.id));
      if (own.length === 1 && own[0].stage === "done") {
        location.href = `/project/${own[0].project}`;
        return;
      }
      if (!open.length) return;
      await new Promise((go) => setTimeout(go, ASK));
    }
  } catch (error) {
    notice(error.message);
  } finally {
    watching = false;
  }
}

// The files of a job that failed or was cancelled can be aligned once more.
function takeBack() {
  const back = overview.jobs.filter((job) => ["failed", "cancelled"].includes(job.stage) && mine.get(job.id));
  for (const job of back) {
    pairs.push(mine.get(job.id));
    mine.set(job.id, null);
  }
  if (back.length) putFound();
}

function jobLine(job) {
  const name = element("b", "", job.title);
  name.dir = "auto";
  const text = job.stage === "aligning" ? word("aligning", ...job.sentences) : job.stage === "failed" ? word("failed", job.error) : word(job.stage);
  const line = element("li", `job ${job.stage}`, name, element("span", "stage", text));
  for (const warning of job.warnings ?? []) line.append(element("span", "warning", warning));
  if (!isOver(job)) {
    const progress = element("progress", "");
    progress.setAttribute("aria-label", job.title);
    line.append(progress, element("span", "quiet", word("seconds", job.seconds)), button(word("cancel"), () => send(`/api/jobs/${job.id}/cancel`, null).then(load, () => {}), "small"));
  } else if (job.stage === "done") line.append(link(job.project, word("open")));
  return line;
}

function link(project, text) {
  const el = element("a", "", text);
  el.href = `/project/${encodeURIComponent(project)}`;
  return el;
}

async function load() {
  overview = await ask("/api/desk");
  putOverview();
}

let shownJobs = "";

function putOverview() {
  const jobs = overview.jobs.filter((job) => mine.has(job.id) || !isOver(job));
  byId("work").hidden = !jobs.length;
  const now = language + JSON.stringify(jobs);
  if (now !== shownJobs) byId("jobs").replaceChildren(...jobs.map(jobLine));
  shownJobs = now;
  byId("earlier").hidden = !overview.projects.length;
  byId("projects").replaceChildren(...overview.projects.map(({ id, title, folder, changed }) => {
    const open = link(id, title);
    open.dir = "auto";
    const when = new Date(changed * 1000).toLocaleString(language === "ja" ? "ja" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
    return element("li", "", open, element("span", "quiet", when), element("span", "quiet path", folder));
  }));
  byId("folder").textContent = word("folder", overview.folder);
}

// ---- The page

function setLanguage(name) {
  language = name;
  document.documentElement.lang = name;
  byId("language").textContent = name === "ja" ? "English" : "日本語";
  byId("language").lang = name === "ja" ? "en" : "ja";
  for (const el of document.querySelectorAll("[data-t]")) el.textContent = word(el.dataset.t);
  for (const el of document.querySelectorAll("[data-tip]")) {
    el.title = word(el.dataset.tip);
    el.setAttribute("aria-label", el.title);
  }
  putFound();
  putOverview();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

async function end() {
  try {
    await send("/api/end", null);
    document.querySelector("main").replaceChildren(element("p", "", word("ended")));
  } catch (error) {
    notice(error.message);
  }
}

function listen() {
  byId("files").addEventListener("change", () => {
    addFiles([...byId("files").files]);
    byId("files").value = "";
  });
  byId("sample").addEventListener("click", async () => {
    try {
      for (const seen of await send("/api/sample", null)) take(seen);
      joinHalves();
      putFound();
      byId("align").focus();
    } catch (error) {
      notice(error.message);
    }
  });
  byId("align").addEventListener("click", align);
  byId("clear").addEventListener("click", () => {
    for (const pair of pairs) removePair(pair);
    glossary = null;
    putFound();
  });
  byId("end").addEventListener("click", end);
  byId("theme").addEventListener("click", () => {
    const { theme } = document.documentElement.dataset;
    const isDark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    setTheme(isDark ? "light" : "dark");
    keep("taiyaku theme", isDark ? "light" : "dark");
  });
  byId("language").addEventListener("click", () => {
    setLanguage(language === "ja" ? "en" : "ja");
    keep("taiyaku language", language);
  });
  // Wherever a file is dropped, it is meant for the desk; the browser would open it.
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      byId("drop").classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && byId("drop").classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    byId("drop").classList.remove("over");
    addFiles([...event.dataTransfer.files]);
  });
}

async function begin() {
  const theme = kept("taiyaku theme", ["light", "dark"]);
  if (theme) setTheme(theme);
  setLanguage(kept("taiyaku language", Object.keys(STRINGS)) ?? (navigator.language.startsWith("ja") ? "ja" : "en"));
  listen();
  try {
    await load();
    // The folder that the person named is a project: that is what they want to see first.
    if (overview.named && document.referrer === "" && !sessionStorage.getItem("taiyaku seen")) {
      sessionStorage.setItem("taiyaku seen", "yes");
      location.href = `/project/${overview.named}`;
      return;
    }
    if (overview.jobs.some((job) => !isOver(job))) watch();
  } catch (error) {
    notice(error.message);
  }
}

begin();

// Suggested translations, and rows whose texts changed after they were reviewed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { article, axeFaults, changedPage, download, file, open, reviewPage, run, visit, visitAnew } from "./browser.js";

let context, path, page;

before(async () => {
  path = reviewPage("suggestion.html");
  context = await open();
});
beforeEach(async () => {
  page = await visitAnew(context, path, page);
});
after(() => context?.close());

const state = () => page.evaluate(() => JSON.stringify([rows.map(pack), [...ignored]]));
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const goTo = (n) => page.evaluate((at) => point(at, 1), n);
const noFaults = () => assert.deepEqual(page.faults, []);
const box = () => page.locator(".suggestion-box");
const suggestions = () => page.evaluate(() => rows.flatMap((row, k) => (row.suggestion === null ? [] : [[k, row.suggestion]])));
const suggest = async (at, text) => {
  await goTo(at);
  await press("t");
  await box().fill(text);
  await press("Enter");
};
const plainRow = () => page.evaluate(() => rows.findIndex((row, k) => k > 20 && [k, k + 1].every((n) => length(rows[n], 0) === 1 && length(rows[n], 1) === 1)));

test("a suggestion is typed in place, shown as a difference, undone, redone, and kept", async () => {
  const at = await plainRow();
  const text = await page.evaluate((k) => lineOf(rows[k], TARGET), at);
  await goTo(at);
  await press("t");
  assert.equal(await box().inputValue(), text, "it begins with the text");
  assert.equal(await page.evaluate(() => document.activeElement.lang), "ja");
  await box().fill(`${text}しかも静かだ。`);
  await press("Enter");
  assert.equal(await page.locator(".row.current .suggestion ins").innerText(), "しかも静かだ。");
  assert.equal(await page.locator(".row.current .suggestion del").count(), 0);
  assert.equal(await page.locator(".row.current .cell.target").innerText(), text, "the text stays as it is");
  const done = await state();
  await press("z");
  assert.deepEqual(await suggestions(), []);
  assert.equal(await page.locator(".suggestion").count(), 0);
  await press("Shift+Z");
  assert.equal(await state(), done);
  await page.reload();
  assert.equal(await state(), done);
  assert.equal(await page.locator(".row .suggestion ins").innerText(), "しかも静かだ。");
  await page.locator("#show").selectOption("suggested");
  assert.equal(await page.locator(".group .row").count(), 1);
  await page.locator(".suggestion [data-do=suggest]").click();
  assert.equal(await box().inputValue(), `${text}しかも静かだ。`);
  await press("Escape");
  assert.equal(await state(), done, "nothing changed, nothing done");
  await page.locator(".suggestion [data-do=unsuggest]").click();
  assert.deepEqual(await suggestions(), []);
  await press("z");
  assert.equal(await state(), done);
  noFaults();
});

test("a suggestion that says nothing else is none; line breaks and white space at its ends go", async () => {
  const at = await plainRow();
  const text = await page.evaluate((k) => lineOf(rows[k], TARGET), at);
  for (const typed of ["", "  \n ", text, ` ${text}\n`]) {
    await suggest(at, typed);
    assert.deepEqual(await suggestions(), [], JSON.stringify(typed));
  }
  assert.equal(await page.evaluate(() => journal.done.length), 0);
  await suggest(at, " 一行目、\n二行目。 ");
  assert.deepEqual(await suggestions(), [[at, "一行目、二行目。"]]);
  await goTo(at);
  await press("t");
  await box().fill("書きかけ");
  await page.locator("#title").click();
  assert.deepEqual(await suggestions(), [[at, "書きかけ"]], "a click elsewhere keeps it");
  await goTo(at);
  await press("t");
  await box().fill("確認する");
  await page.locator(".row.current .actions [data-do=confirm]").click();
  assert.deepEqual(await suggestions(), [[at, "確認する"]]);
  assert.equal(await page.evaluate((k) => rows[k].state, at), "confirmed", "and the button that was pressed is not lost");
  noFaults();
});

test("nothing happens while an input method composes, and the Enter that ends it keeps nothing yet", async () => {
  const at = await plainRow();
  await goTo(at);
  await press("t");
  await box().fill("");
  const untouched = await state();
  const session = await context.newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "にほんご", selectionStart: 4, selectionEnd: 4 });
  await page.evaluate(() => {
    const at = document.activeElement;
    // Chromium and Firefox; then Safari, in which the composition is over when its Enter arrives.
    for (const options of [{ key: "Enter", isComposing: true }, { key: "Enter", keyCode: 229 }, { key: "Escape", isComposing: true },
      { key: "Process", keyCode: 229 }]) {
      at.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...options }));
    }
  });
  assert.ok(await box().isVisible());
  assert.equal(await state(), untouched);
  await session.send("Input.insertText", { text: "日本語" });
  assert.ok(await box().isVisible(), "the composition ended, and the box is still there");
  assert.equal(await state(), untouched);
  await press("m", "z", "n", "/", "Shift+Enter");
  assert.equal(await state(), untouched, "letters are letters");
  await press("Enter");
  assert.deepEqual(await suggestions(), [[at, "日本語mzn/"]]);
  noFaults();
});

test("a window that takes the keyboard for a while leaves the box open, and closing the page keeps what was typed", async () => {
  const at = await plainRow();
  await goTo(at);
  await press("t");
  await box().fill("途中の訳");
  await page.evaluate(() => {
    const { hasFocus } = document;
    document.hasFocus = () => false;
    document.activeElement.dispatchEvent(new FocusEvent("blur"));
    document.hasFocus = hasFocus;
  });
  assert.ok(await box().isVisible());
  await page.reload();
  assert.deepEqual(await suggestions(), [[at, "途中の訳"]]);
  noFaults();
});

test("merging, splitting and moving lose no suggestion, in any order", async () => {
  const at = await plainRow();
  const [first, second] = await page.evaluate((k) => [lineOf(rows[k], TARGET), lineOf(rows[k + 1], TARGET)], at);
  await suggest(at, `${first}一つ目。`);
  await goTo(at);
  await press("m");
  assert.deepEqual(await suggestions(), [[at, `${first}一つ目。${second}`]]);
  await page.evaluate((k) => point(k, 1, rows[k].from[1] + 1), at);
  await press("s");
  assert.deepEqual(await suggestions(), [[at, `${first}一つ目。`]], "the part that is the text again is no suggestion");
  // Whatever is done, all translations as suggested, one after the other, stay the same text.
  const lost = await page.evaluate((from) => {
    let random = from;
    const below = (n) => (random = (random * 48_271) % 2_147_483_647) % n;
    const whole = () => rows.map((row) => row.suggestion ?? lineOf(row, TARGET)).join("").replace(/\s/g, "");
    for (let k = 0; k < 40; k++) {
      const at = below(rows.length);
      const text = lineOf(rows[at], TARGET);
      const cut = below(text.length + 1);
      commit(CHANGES.edit(at, { suggestion: `${text.slice(0, cut)}新${k}。${text.slice(cut + below(9))}` }), [0, -1, at]);
    }
    const wanted = whole();
    const names = ["up", "down", "mergeUp", "mergeDown", "split"];
    for (let k = 0; k < 400; k++) {
      const [at, side] = [below(rows.length), below(2)];
      point(at, side, rows[at].from[side] + below(Math.max(1, length(rows[at], side))));
      const name = names[below(names.length)];
      ACTIONS[name]();
      if (whole() !== wanted) return `step ${k}: ${name} at ${at}`;
    }
    return "";
  }, 7);
  assert.equal(lost, "");
  noFaults();
});

test("merging confirmed rows asks nothing, and keeps state, comments, marks and suggestions", async () => {
  const at = await plainRow();
  await goTo(at);
  await press("c", "f", "e");
  await page.keyboard.type("one");
  await press("Escape", "ArrowDown", "c", "e");
  await page.keyboard.type("two");
  await press("Escape");
  await suggest(at + 1, "別の訳。");
  await goTo(at);
  await press("m");
  const row = await page.evaluate((k) => ({ ...rows[k], group: null, el: null, linked: null }), at);
  assert.deepEqual([row.state, row.mark, row.comment], ["confirmed", true, "one\ntwo"]);
  assert.ok(row.suggestion.endsWith("別の訳。") && row.suggestion !== "別の訳。", row.suggestion);
  await press("m");
  assert.match(await page.locator("#toast").innerText(), /merged row is not either/, "a state that cannot be kept is told");
  await press("z", "z");
  assert.deepEqual(await page.evaluate((k) => [rows[k], rows[k + 1]].map((r) => [r.state, r.comment]), at), [["confirmed", "one"], ["confirmed", "two"]]);
  noFaults();
});

test("the exports hold the suggestion, and the library reads it back", async () => {
  const at = await plainRow();
  await suggest(at, "= 1+1 と \"書く\"。");
  const json = await download(page, "json");
  const row = JSON.parse(readFileSync(json, "utf8")).rows[at];
  assert.equal(row.suggestion, "= 1+1 と \"書く\"。");
  assert.notEqual(row.target_text, row.suggestion, "the text is the text");
  const table = readFileSync(await download(page, "tsv"), "utf8").split("\n");
  const target = table[at + 1].split("\t")[table[0].replace("\ufeff", "").split("\t").indexOf("target")];
  assert.match(target, /1\+1 と ""書く""。/);
  const again = file("again.json");
  run("realign", article, "--reviewed", json, "-o", again);
  const after = JSON.parse(readFileSync(again, "utf8")).rows.filter(({ suggestion }) => suggestion);
  assert.deepEqual(after.map(({ suggestion }) => suggestion), ["= 1+1 と \"書く\"。"]);
  const html = file("again.html");
  run("realign", article, "--reviewed", json, "-o", html);
  const next = await visit(context, html);
  assert.equal(await next.locator(".suggestion").count(), 1, "it is on the next page");
  await next.close();
  noFaults();
});

test("suggestions, old texts and cells that a spreadsheet would run are exported as the library writes them", async () => {
  const texts = ["=1+1", "'=1", "1-1", "May 5", "R5.4.1", "＋81", "-はい", "'tis", "2024年5月3日", "\"引用\"", "TRUE", "セプテンバー", "K9"];
  const at = await plainRow();
  const first = await page.evaluate(() => rows.findIndex((row, k) => k > 12 && length(row, 0) === 1 && length(row, 1) === 1));
  for (const [k, text] of texts.entries()) await page.evaluate(([n, s]) => act(CHANGES.edit(n, { suggestion: s, comment: s })), [first + k, text]);
  const reviewed = JSON.parse(readFileSync(await download(page, "json"), "utf8"));
  Object.assign(reviewed.rows[at], { state: "open", changed: { state: "confirmed", source_text: "=Old \"text\".", target_text: "古い\t文。" } });
  const json = file("with-changes.json", JSON.stringify(reviewed));
  const html = file("with-changes.html");
  run("realign", article, "--reviewed", json, "-o", html);
  const next = await visit(context, html);
  for (const end of ["json", "tsv"]) {
    const own = file(`library-changes.${end}`);
    run("realign", article, "--reviewed", json, "-o", own);
    const [page, library] = [readFileSync(await download(next, end), "utf8"), readFileSync(own, "utf8")].map((text) => text.split("\n"));
    for (const [k, line] of library.entries()) assert.equal(page[k], line, `${end}, line ${k + 1}`);
    assert.equal(page.length, library.length);
  }
  assert.deepEqual(next.faults, []);
  await next.close();
});

test("find, correct, check again: a suggestion becomes the text, and what was confirmed stays so", async () => {
  const at = await plainRow();
  await goTo(at + 1);
  await press("c");
  const text = await page.evaluate((k) => lineOf(rows[k], TARGET), at);
  const suggestion = `${text}追記。`;
  await suggest(at, suggestion);
  await press("c");
  const json = await download(page, "json");
  const exported = JSON.parse(readFileSync(json, "utf8")).rows;
  assert.deepEqual([exported[at].state, exported[at].suggestion, exported[at + 1].state], ["confirmed", suggestion, "confirmed"]);
  const [corrected, html] = [file("corrected.page.txt"), file("corrected.html")];
  run("realign", article, "--reviewed", json, "--corrected", corrected, "-o", html);
  assert.ok(readFileSync(corrected, "utf8").includes(suggestion));
  const next = await visit(context, html);
  const shown = await next.evaluate((s) => {
    const k = rows.findIndex((row) => lineOf(row, TARGET) === s);
    return [rows[k].state, rows[k].suggestion, rows[k + 1].state];
  }, suggestion);
  assert.deepEqual(shown, ["confirmed", null, "confirmed"]);
  assert.deepEqual(next.faults, []);
  await next.close();
});

test("a row that changed after it was confirmed shows the old text as a difference, until it is confirmed again", async () => {
  const at = await plainRow();
  const changed = changedPage("changed.html", path, (data) => {
    const row = data.rows[at];
    const texts = [data.source.segments[row[0]][0], data.target.segments[row[2]][0]];
    row[9] = { state: "confirmed", source_text: texts[0], target_text: `${texts[1].slice(0, -3)}だった。` };
  });
  const other = await visit(context, changed);
  const current = other.locator(".row.current");
  await other.evaluate((k) => point(k - 1, 0), at);
  await other.keyboard.press("n");
  assert.equal(await other.evaluate(() => cursor.row), at, "N stops at it");
  assert.match(await current.innerText(), /Changed, was confirmed/);
  assert.equal(await current.locator(".old").count(), 1, "only the side that changed");
  assert.ok(await current.locator(".old.target del").count() >= 1);
  assert.deepEqual(await axeFaults(other), []);
  assert.equal(JSON.parse(readFileSync(await download(other, "json"), "utf8")).rows[at].changed.state, "confirmed");
  await other.locator("#show").selectOption("changed");
  assert.equal(await other.locator(".group .row").count(), 1);
  await other.keyboard.press("Tab");
  await other.evaluate((k) => point(k, 1), at);
  await other.keyboard.press("m");
  await other.keyboard.press("m");
  assert.ok(await other.evaluate((k) => rows[k].changed.target_text.length > lineOf(rows[k], 1).length / 2, at), "merged, it knows both old texts");
  await other.keyboard.press("z");
  await other.keyboard.press("c");
  assert.equal(await current.locator(".old").count(), 0);
  assert.equal(await other.evaluate((k) => rows[k].changed, at), null);
  await other.keyboard.press("c");
  assert.equal(await current.locator(".old").count(), 1, "unconfirmed, it is changed again");
  assert.deepEqual(other.faults, []);
  await other.close();
});

test("a difference reads well", async () => {
  const pieces = (a, b) => page.evaluate(([before, after]) => differenceOf(before, after, "ja").map(([kind, text]) => "-=+"[kind + 1] + text).join("|"), [a, b]);
  for (const [name, before, after, wanted] of [
    ["nothing changed", "雨が降った。", "雨が降った。", "=雨が降った。"],
    ["nothing there before", "", "雨。", "+雨。"],
    ["nothing left", "雨。", "", "-雨。"],
    ["one word", "雨が降った。", "雪が降った。", "-雨|+雪|=が降った。"],
    ["a number", "全部で24室ある。", "全部で42室ある。", "=全部で|-24|+42|=室ある。"],
    ["something added at the end", "雨が降った。", "雨が降った。寒い。", "=雨が降った。|+寒い。"],
  ]) assert.equal(await pieces(before, after), wanted, name);
  const ms = await page.evaluate(() => {
    const [a, b] = ["語", "文"].map((c) => Array.from({ length: 20_000 }, (_, k) => c + k).join("、"));
    const from = performance.now();
    differenceOf(a, b, "ja");
    return performance.now() - from;
  });
  assert.ok(ms < 3_000, `${ms} ms for two long texts that have nothing in common`);
  noFaults();
});

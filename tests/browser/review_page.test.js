// The way of a reviser through the sample article, by keyboard and by mouse, and back into an alignment.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { axeFaults, download, file, open, reviewPage, rowTexts, run, visit } from "./browser.js";

let context, path, page;

before(() => {
  path = reviewPage("article.html");
});
beforeEach(async () => {
  await context?.close();
  context = await open();
  page = await visit(context, path);
});
after(() => context?.close());

const state = () => page.evaluate(() => JSON.stringify([rows.map(pack), [...ignored]]));
const current = () => page.locator(".row.current").getAttribute("aria-rowindex").then((n) => Number(n) - 2);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const goTo = (n) => page.evaluate((at) => point(at, 0), n);
const noFaults = () => assert.deepEqual(page.faults, []);

// The first row of a kind, as source and target segments.
const firstRow = (s, t) => page.evaluate(([a, b]) => rows.findIndex((row, k) => k > 0 && length(row, 0) === a && length(row, 1) === b
  && length(rows[k - 1], 0) === 1 && length(rows[k - 1], 1) === 1), [s, t]);

function tiles(rows) {
  let [s, t] = [0, 0];
  for (const row of rows) {
    assert.deepEqual([row.source[0], row.target[0]], [s, t]);
    [s, t] = [row.source[1], row.target[1]];
  }
  return [s, t];
}

test("the table and the JSON of an untouched page are those of the library", async () => {
  for (const [button, end] of [["tsv", "tsv"], ["json", "json"]]) {
    const own = file(`library.${end}`);
    run("realign", "-o", own);
    assert.equal(readFileSync(await download(page, button), "utf8"), readFileSync(own, "utf8"), end);
  }
  noFaults();
});

test("one key walks to every suspicious row and back", async () => {
  await page.waitForFunction(() => document.documentElement.dataset.filled);
  const wanted = await page.evaluate(() => rows.flatMap((row, k) => (isSuspicious(row) ? [k] : [])));
  assert.ok(wanted.length >= 3, `${wanted.length} rows`);
  const seen = [await current()];
  for (let k = 0; k < wanted.length; k++) {
    await press("n");
    seen.push(await current());
  }
  assert.deepEqual([...new Set(seen)], wanted[0] === 0 ? wanted : [0, ...wanted]);
  for (const at of wanted.slice(0, -1).reverse()) {
    await press("Shift+N");
    assert.equal(await current(), at);
    assert.ok(await page.locator(".row.current .note").first().isVisible());
  }
  noFaults();
});

test("merge, split, move, confirm, mark, comment and ignore by keyboard; undo, redo, reload", async () => {
  const states = [await state()];
  const keep = async () => states.push(await state());
  const differs = async () => {
    await keep();
    assert.notEqual(states.at(-1), states.at(-2));
  };
  await goTo(await firstRow(1, 1));
  await press("m");
  await differs();
  await press("ArrowRight", "s");
  await differs();
  await press("Shift+M");
  await differs();
  await press("u");
  await differs();
  await press("ArrowDown", "ArrowRight", "Alt+ArrowDown");
  await differs();
  await press("c");
  await differs();
  await press("f");
  await differs();
  await press("e");
  await page.keyboard.type("誤訳？ \"so\"\tor not");
  await press("Control+Enter");
  await differs();
  await press("n", "i");
  await differs();
  await press("Enter");
  await differs();

  const n = states.length - 1;
  for (let k = n - 1; k >= 0; k--) {
    await press(k % 2 ? "z" : "Control+z");
    assert.equal(await state(), states[k], `undo to ${k}`);
  }
  await press("z");
  assert.equal(await state(), states[0], "nothing is before the beginning");
  for (let k = 1; k <= n; k++) {
    await press(k % 2 ? "Shift+Z" : "Control+y");
    assert.equal(await state(), states[k], `redo to ${k}`);
  }
  await press("z");
  await page.reload();
  assert.equal(await state(), states[n - 1], "after reload");
  await page.locator(".row.current").waitFor();
  await press("Shift+Z");
  assert.equal(await state(), states[n], "redo after reload");
  await press(...Array(n).fill("z"));
  assert.equal(await state(), states[0], "undo after reload");
  noFaults();
});

test("the rows shown are the rows of the state, whatever was done to them", async () => {
  const at = await firstRow(1, 1);
  await goTo(at + 1);
  await press("m", "d", "ArrowUp", "s", "u", "Shift+M", "z", "ArrowDown", "m", "m", "ArrowRight", "s");
  const [shown, numbers, wanted] = await page.evaluate(() => {
    fillAll();
    const elements = [...document.querySelectorAll(".group .row")];
    const segments = (el, side) => [...el.children[1 + side].querySelectorAll("[data-k]")].map((seg) => Number(seg.dataset.k));
    const range = (row, side) => Array.from({ length: length(row, side) }, (_, k) => row.from[side] + k);
    return [
      elements.map((el) => [segments(el, 0), segments(el, 1)]),
      elements.map((el) => Number(el.getAttribute("aria-rowindex"))),
      rows.map((row) => [range(row, 0), range(row, 1)]),
    ];
  });
  assert.deepEqual(shown, wanted);
  assert.deepEqual(numbers, wanted.map((_, k) => k + 2));
  noFaults();
});

test("everything is done by mouse as well", async () => {
  const button = (name) => page.locator(`.row.current [data-do=${name}]`).click();
  await page.locator(".group .row").nth(30).locator(".target .seg").first().click();
  assert.equal(await current(), 30);
  const states = [await state()];
  for (const name of ["confirm", "mark", "mergeDown", "split", "up", "down", "mergeUp"]) {
    await button(name);
    states.push(await state());
    assert.notEqual(states.at(-1), states.at(-2), name);
  }
  await button("comment");
  await page.keyboard.type("雨");
  await page.locator("#title").click();
  assert.equal(await page.locator(".row.current .comment").innerText(), "雨");
  await button("comment");
  await page.keyboard.type("が降る");
  await button("confirm");
  assert.equal(await page.locator(".row.current .comment").innerText(), "雨が降る");
  assert.equal(await page.locator(".row.current.confirmed").count(), 1);
  const left = Number(await page.locator("#left").innerText());
  await page.locator("[data-do=next]").click();
  await page.locator(".row.current .ignore").first().click();
  assert.ok(Number(await page.locator("#left").innerText()) < left);
  for (let k = 0; k < 11; k++) await page.locator("[data-do=undo]").click();
  assert.equal(await state(), states[0]);
  await page.locator("#map").click({ position: { x: 110, y: 112 } });
  const middle = await current();
  assert.ok(middle > 25 && middle < 75, `row ${middle}`);
  noFaults();
});

test("what comes back is aligned around what was confirmed and corrected", async () => {
  const at = await firstRow(1, 1);
  await goTo(at);
  await press("m", "e");
  await page.keyboard.type("two as one");
  await press("Escape", "ArrowDown", "ArrowDown", "c", "ArrowDown", "f", "n", "i");
  for (const button of ["json", "tsv"]) {
    const reviewed = await download(page, button);
    const again = file("again.json");
    run("realign", "--reviewed", reviewed, "-o", again);
    const before = JSON.parse(readFileSync(await download(page, "json"), "utf8"));
    const after = JSON.parse(readFileSync(again, "utf8"));
    assert.deepEqual(tiles(after.rows), tiles(before.rows));
    const fixed = (rows) => rows.filter((row) => row.state !== "open").map(({ source, target, state, comment }) => ({ source, target, state, comment }));
    assert.deepEqual(fixed(after.rows), fixed(before.rows), button);
    assert.equal(fixed(after.rows).length, 2);
    assert.ok(after.rows.filter((row) => row.state !== "open").every((row) => row.confidence === 1));
    assert.deepEqual(after.ignored, before.ignored);
    assert.equal(after.ignored.length, 1);
    assert.equal(after.rows.filter((row) => row.mark).length, 1);
  }

  const lines = readFileSync(await download(page, "tsv"), "utf8").trimEnd().split("\n");
  const touched = lines.slice(1).filter((line) => !/\topen\t\t\t[^\t]*\t$/.test(line)).reverse();
  assert.ok(touched.length >= 4 && touched.length < lines.length / 2, `${touched.length} lines`);
  const filtered = file("filtered.tsv", [lines[0], ...touched].join("\n"));
  const [whole, part] = [file("whole.json"), file("part.json")];
  run("realign", "--reviewed", await download(page, "tsv"), "-o", whole);
  run("realign", "--reviewed", filtered, "-o", part);
  assert.equal(readFileSync(part, "utf8"), readFileSync(whole, "utf8"), "sorted and filtered");

  const html = file("again.html");
  run("realign", "--reviewed", filtered, "-o", html);
  const next = await visit(context, html);
  assert.equal(await next.locator(".group .row.confirmed").count(), 1);
  assert.equal(await next.locator(".group .row.corrected").count(), 1);
  assert.equal(await next.locator(".comment").innerText(), "two as one");
  assert.match(await next.locator("#notice").innerText(), /begun in another file/);
  assert.throws(() => run("realign", "--source", "../../data/samples/note.en.txt", "--target", "../../data/samples/note.ja.txt",
    "--reviewed", filtered, "-o", file("no.json")), /belongs to another text/);
  noFaults();
  assert.deepEqual(next.faults, []);
});

test("no key is handled while an input method composes, nor in a text box", async () => {
  const untouched = await state();
  await page.evaluate(() => {
    const at = document.activeElement;
    for (const options of [{ key: "m", isComposing: true }, { key: "Process", keyCode: 229 }, { key: "c", keyCode: 229 }]) {
      at.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...options }));
    }
  });
  assert.equal(await state(), untouched);
  await press("e");
  const session = await context.newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "にほんご", selectionStart: 4, selectionEnd: 4 });
  await page.evaluate(() => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Escape", bubbles: true, isComposing: true })));
  assert.ok(await page.locator(".comment-box").isVisible(), "Escape belongs to the input method");
  await session.send("Input.insertText", { text: "日本語" });
  await press("m", "z", "n", "Control+Enter");
  assert.equal(await page.locator(".row.current .comment").innerText(), "日本語mzn");
  noFaults();
});

test("search and filters show the rows that are asked for", async () => {
  await press("/");
  await page.keyboard.type("ＫＷＨ");
  await page.waitForFunction(() => document.getElementById("hits").textContent !== "");
  const hits = await rowTexts(page);
  assert.ok(hits.length >= 1 && hits.every((texts) => /kwh/i.test(texts.join())), JSON.stringify(hits));
  await press("Enter");
  assert.match(await page.locator(".row.current").innerText(), /kWh/);
  await press("/", "Escape");
  await page.locator("#show").selectOption("suspicious");
  const suspicious = await page.evaluate(() => [rows.filter((row) => !row.hidden).length, rows.filter((row) => findingsOf(row).length).length]);
  assert.equal(suspicious[0], suspicious[1]);
  const warnings = await page.locator(".found.warning").count();
  await page.locator("#checks label", { hasText: "number" }).locator("input").uncheck();
  assert.equal(await page.locator(".note", { hasText: "number" }).count(), 0);
  assert.ok((await page.locator(".found.warning").count()) < warnings);
  await page.locator("#severities label", { hasText: "Error" }).locator("input").uncheck();
  assert.equal(await page.locator("#nothing").isVisible(), await page.evaluate(() => rows.every((row) => row.hidden)));
  noFaults();
});

test("anchors that met are marked on both sides", async () => {
  const row = page.locator(".group .row", { hasText: "350 kWh" });
  assert.equal(await row.locator(".link").count(), 0, "none before the row is looked at");
  await row.locator(".source").hover();
  await row.locator(".source .link", { hasText: "350" }).hover();
  assert.deepEqual((await row.locator(".target .met").allInnerTexts()).filter((text) => /350/.test(text)).length, 1);
  noFaults();
});

test("the page is one file, in the language and the light of its reader, and prints", async () => {
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.locator("#language").click();
  assert.equal(await page.locator("html").getAttribute("lang"), "ja");
  assert.equal(await page.locator(".head").innerText().then((text) => /原文/.test(text)), true);
  const langs = await page.evaluate(() => [...document.querySelectorAll(".group .row")].every((row) =>
    row.children[1].lang === "en" && row.children[2].lang === "ja" && getComputedStyle(row.children[2]).lineBreak === "strict"));
  assert.ok(langs);
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.locator("[data-do=theme]").click();
  assert.notEqual(await paper(), light);
  await page.reload();
  assert.notEqual(await paper(), light, "remembered");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".tools").isVisible(), false);
  assert.equal(await page.locator("#panel").isVisible(), false);
  noFaults();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.ran), undefined, "the policy stops other scripts");
});

test("axe finds nothing serious in light and dark, in both languages, wide and narrow", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await goTo(50);
    await press("c", "f", "e");
    await page.keyboard.type("a comment");
    await press("Escape", "n");
    assert.deepEqual(await axeFaults(page), [], colorScheme);
    await press("?");
    assert.deepEqual(await axeFaults(page), [], `${colorScheme}, help`);
    await press("Escape");
    await page.locator("#language").click();
    assert.deepEqual(await axeFaults(page), [], `${colorScheme}, Japanese`);
    await page.locator("#language").click();
    await press("z", "z", "z");
  }
  await page.setViewportSize({ width: 420, height: 800 });
  await page.locator("#toggle").click();
  assert.deepEqual(await axeFaults(page), [], "narrow");
});

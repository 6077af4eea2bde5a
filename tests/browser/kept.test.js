// What the browser keeps: nothing is lost between windows, nor where there is no room, without a word; what others wrote there
// does no harm; and old reviews are listed and deleted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { article, axeFaults, download, file, open, reviewPage, run, visit } from "./browser.js";

let context, path;

before(() => {
  path = reviewPage("kept.html");
});
beforeEach(async () => {
  await context?.close();
  context = await open();
});
after(() => context?.close());

const state = (page) => page.evaluate(() => JSON.stringify([rows.map(pack), [...ignored].sort()]));
const confirmed = (page) => page.evaluate(() => rows.flatMap((row, k) => (row.state === CONFIRMED ? [k] : [])));
const saved = (page) => page.waitForFunction(() => pending.length === 0);
const confirm = async (page, at) => {
  await page.evaluate((k) => point(k, 0), at);
  await page.keyboard.press("c");
};

test("what is done in one window is seen in the other, and undone there", async () => {
  const [one, two] = [await visit(context, path), await visit(context, path)];
  await confirm(one, 20);
  await saved(one);
  await two.waitForFunction(() => rows[20].state === CONFIRMED);
  assert.match(await two.locator("#notice").innerText(), /another window/);
  await confirm(two, 30);
  await two.evaluate(() => point(40, 0));
  await two.keyboard.press("m");
  await saved(two);
  await one.waitForFunction(() => rows[30].state === CONFIRMED);
  assert.equal(await state(one), await state(two));
  await one.keyboard.press("z");
  await one.keyboard.press("z");
  await saved(one);
  await two.waitForFunction(() => rows[30].state === OPEN);
  await one.close();
  await two.reload();
  assert.deepEqual(await confirmed(two), [20]);
  assert.deepEqual([...one.faults, ...two.faults], []);
});

test("changes of two windows at once are both kept; what fits no longer is told", async () => {
  const [one, two] = [await visit(context, path), await visit(context, path)];
  // The second window sleeps while the first is worked in.
  await two.evaluate(() => (catchUp = () => {}));
  await one.evaluate(() => point(20, 0));
  await one.keyboard.press("m");
  await confirm(one, 25);
  await saved(one);
  await two.evaluate(() => {
    commit(CHANGES.edit(50, { state: CONFIRMED }), [0, 0, 50]);
    commit(CHANGES.edit(21, { state: CONFIRMED }), [0, 0, 21]);
    saveNow();
  });
  assert.deepEqual(await confirmed(two), [25, 49], "one row further up, since two were merged");
  assert.match(await two.locator("#notice").innerText(), /no longer fit: 1/);
  await one.waitForFunction(() => rows[49].state === CONFIRMED);
  await one.reload();
  assert.deepEqual(await confirmed(one), [25, 49]);
  assert.deepEqual([...one.faults, ...two.faults], []);
});

test("a window that only looks writes nothing when it closes", async () => {
  const [one, two] = [await visit(context, path), await visit(context, path)];
  await two.evaluate(() => (catchUp = () => {}));
  await confirm(one, 20);
  await saved(one);
  await two.close();
  await one.reload();
  assert.deepEqual(await confirmed(one), [20]);
});

test("a comment that is being written is not taken away", async () => {
  const [one, two] = [await visit(context, path), await visit(context, path)];
  await two.evaluate(() => point(30, 0));
  await two.keyboard.press("e");
  await two.keyboard.type("half a ");
  await confirm(one, 20);
  await saved(one);
  await two.keyboard.type("sentence");
  await two.keyboard.press("Control+Enter");
  await saved(two);
  assert.deepEqual(await two.evaluate(() => [rows[30].comment, rows[20].state]), ["half a sentence", "confirmed"]);
  await one.waitForFunction(() => rows[30].comment !== "");
  assert.deepEqual([...one.faults, ...two.faults], []);
});

test("a suggestion that is being typed is not taken away by a change saved a moment before", async () => {
  const [one, two] = [await visit(context, path), await visit(context, path)];
  await two.evaluate(() => (catchUp = () => {}));
  await confirm(one, 20);
  await saved(one);
  await two.evaluate(() => point(30, 1));
  await two.keyboard.press("c");
  await two.keyboard.press("t");
  await two.keyboard.press("Control+A");
  await two.keyboard.type("別の");
  await two.evaluate(() => saveNow());
  await two.keyboard.type("訳");
  await two.keyboard.press("Enter");
  await saved(two);
  assert.deepEqual(await two.evaluate(() => [rows[30].suggestion, rows[30].state, rows[20].state]), ["別の訳", "confirmed", "confirmed"]);
  assert.deepEqual([...one.faults, ...two.faults], []);
});

for (const [name, break_] of [
  ["full", () => (Storage.prototype.setItem = () => {
    throw new DOMException("no room", "QuotaExceededError");
  })],
  ["closed to the page", () => Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("denied", "SecurityError");
    },
  })],
]) {
  test(`a storage that is ${name} is told, and the export works`, async () => {
    await context.addInitScript(break_);
    const page = await visit(context, path);
    await confirm(page, 20);
    await page.locator("#notice").waitFor();
    assert.match(await page.locator("#notice").innerText(), /does not save the review/);
    await page.waitForFunction(() => document.getElementById("saved").classList.contains("bad"));
    assert.match(await page.locator("#saved").innerText(), /export before you close/);
    const stops = () => page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
    assert.equal(await stops(), true, "closing is asked about");
    const json = await download(page, "json");
    assert.equal(JSON.parse(readFileSync(json, "utf8")).rows[20].state, "confirmed");
    assert.equal(await stops(), false, "what was exported is not lost");
    run("realign", article, "--reviewed", json, "-o", file("again.json"));
    await page.keyboard.press("z");
    assert.equal(await page.evaluate(() => rows[20].state), "open");
    assert.deepEqual(page.faults, []);
  });
}

test("a storage that holds something else is told", async () => {
  const page = await visit(context, path);
  await page.evaluate(() => localStorage.setItem(KEY, "{\"version\":1,\"stamp\""));
  await page.reload();
  assert.match(await page.locator("#notice").innerText(), /cannot be read/);
  await confirm(page, 20);
  await saved(page);
  await page.reload();
  assert.deepEqual(await confirmed(page), [20]);
  assert.deepEqual(page.faults, []);
});

// What a row of the page is, packed, and journals that no page wrote. `at` is a row of one segment on both sides.
const HOSTILE = [
  ["nothing goes out", (row) => ({ at: 20, out: [], in: [row] })],
  ["nothing comes in", (row) => ({ at: 20, out: [row], in: [] })],
  ["a row too many", (row) => ({ at: 20, out: [row], in: [row, row] })],
  ["a segment is left out", ([s, , ...rest]) => ({ at: 20, out: [[s, s + 1, ...rest]], in: [[s, s, ...rest]] })],
  ["a range that runs back", (row) => ({ at: 20, out: [row], in: [[row[1], row[0], ...row.slice(2)]] })],
  ["segments past the end", (row) => ({ at: 20, out: [row], in: [[row[0], 1e9, ...row.slice(2)]] })],
  ["numbers that are texts", (row) => ({ at: "20", out: [row], in: [row.map(String)] })],
  ["a number that is none", (row) => ({ at: 20, out: [row], in: [[null, ...row.slice(1)]] })],
  ["a state that is none", (row) => ({ at: 20, out: [row], in: [[...row.slice(0, 5), "constructor", ...row.slice(6)]] })],
  ["a class name for a state", (row) => ({ at: 20, out: [row], in: [[...row.slice(0, 5), "open marked", ...row.slice(6)]] })],
  ["a comment that is an object", (row) => ({ at: 20, out: [row], in: [[...row.slice(0, 7), { toString: 1 }, null, null]] })],
  ["a suggestion that is a number", (row) => ({ at: 20, out: [row], in: [[...row.slice(0, 8), 7, null]] })],
  ["old texts that are none", (row) => ({ at: 20, out: [row], in: [[...row.slice(0, 9), { state: "confirmed" }]] })],
  ["a confidence past one", (row) => ({ at: 20, out: [row], in: [[...row.slice(0, 4), 1e9, ...row.slice(5)]] })],
  ["a row that is shorter", (row) => ({ at: 20, out: [row], in: [row.slice(0, 8)] })],
  ["a place far away", (row) => ({ at: -1, out: [row], in: [row] })],
  ["other rows than there are", (row) => ({ at: 21, out: [row], in: [row] })],
  ["ignored, of no finding's shape", () => ({ ignore: ["__proto__"], on: true })],
  ["ignored, a text", () => ({ ignore: "00000000000000aa", on: true })],
  ["ignored, neither on nor off", () => ({ ignore: ["00000000000000aa"] })],
  ["confirmed, nothing", () => ({ confirm: [], on: true })],
  ["confirmed, no such rows", () => ({ confirm: [[0, 99999, 0, 1]], on: true })],
  ["no change", () => null],
  ["a number", () => 7],
  ["a list", () => [[]]],
];

test("a journal that another program wrote is refused where it has not the shape, and what came before is kept", async () => {
  const page = await visit(context, path);
  await confirm(page, 30);
  await saved(page);
  const whole = JSON.parse(await page.evaluate(() => localStorage.getItem(KEY)));
  const before = await state(page);
  const row = await page.evaluate(() => pack(rows[20]));
  const isSound = () => page.evaluate(() => {
    let [s, t] = [0, 0];
    for (const { from, to } of rows) {
      if (from[0] !== s || from[1] !== t || to[0] < s || to[1] < t) return false;
      [s, t] = to;
    }
    return s === sides[0].segments.length && t === sides[1].segments.length && document.querySelectorAll(".row.current").length === 1;
  });
  const reopen = async (journal) => {
    await page.evaluate((text) => {
      saveNow = () => {};
      localStorage.setItem(KEY, text);
    }, typeof journal === "string" ? journal : JSON.stringify(journal));
    await page.reload();
    await page.locator(".row.current").waitFor();
  };
  for (const [name, make] of HOSTILE) {
    await reopen({ ...whole, done: [...whole.done, make(row)] });
    assert.ok(await isSound(), name);
    assert.ok(await state(page) === before, `${name}: what came before is kept`);
    assert.match(await page.locator("#notice").innerText(), /no longer from change 2 on/, name);
    // The same among the undone changes.
    await reopen({ ...whole, undone: [make(row)] });
    await page.keyboard.press("Shift+Z");
    assert.ok(await isSound(), `${name}, undone`);
    assert.ok(await state(page) === before, `${name}, undone`);
  }
  const wrong = [whole.done, { ...whole, done: {} }, { ...whole, done: null }, { ...whole, undone: 1 }, { ...whole, version: 2 },
    { ...whole, stamp: "\"}" }, { ...whole, stamp: null }, "null", "[]", "7", "\"\"", "{", ""];
  for (const journal of wrong) {
    await reopen(journal);
    assert.ok(await isSound(), JSON.stringify(journal));
    assert.deepEqual(await confirmed(page), [], JSON.stringify(journal));
  }
  assert.deepEqual(page.faults, []);
});

test("what others keep under the page's names does no harm", async () => {
  const page = await visit(context, path);
  for (const value of ["constructor", "__proto__", "", "{}", "[0,5,1]", "[1,-1,99999]", "[2,0,0]", "[0,1.5,0]", "[\"0\",0,0]", "null", "<img>"]) {
    await page.evaluate((text) => {
      keepPlace = () => {};
      for (const name of ["taiyaku theme", "taiyaku language", PLACE_KEY]) localStorage.setItem(name, text);
    }, value);
    await page.reload();
    await page.locator(".row.current").waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en", value);
    assert.ok([null, "light", "dark"].includes(await page.locator("html").getAttribute("data-theme")), value);
    assert.ok(await page.evaluate(() => cursor.row >= 0 && cursor.row < rows.length));
  }
  assert.deepEqual(page.faults, []);
});

test("a damaged journal that another window writes is not taken over", async () => {
  const [one, two] = [await visit(context, path), await visit(context, path)];
  await confirm(one, 20);
  await saved(one);
  for (const text of ["null", "{\"version\":1}", "{\"version\":1,\"stamp\":\"x\",\"done\":[{\"at\":0,\"out\":[],\"in\":[]}],\"undone\":[]}"]) {
    await two.evaluate((t) => localStorage.setItem(KEY, t), text);
    await confirm(one, 25);
    await saved(one);
    await one.keyboard.press("z");
    await saved(one);
    assert.deepEqual(await confirmed(one), [20], text);
  }
  assert.deepEqual(one.faults, []);
});

test("old reviews are listed, and deleted by the person; what is another's stays", async () => {
  const page = await visit(context, path);
  await confirm(page, 20);
  await saved(page);
  await page.evaluate(() => {
    const journal = (title, saved) => JSON.stringify({ version: 1, stamp: "a", title, saved, done: [], undone: [] });
    localStorage.setItem("taiyaku 00ff 0001", journal("Old <b>novel</b>", Date.UTC(2024, 1, 3)));
    localStorage.setItem("taiyaku-place 00ff 0001", "[0,1,1]");
    localStorage.setItem("taiyaku 00ff 0002", journal(7, "yesterday"));
    localStorage.setItem("taiyaku 00ff 0003", "{damaged");
    localStorage.setItem("taiyaku theme", "light");
    localStorage.setItem("another program", "its value");
  });
  await page.locator("[data-do=saved]").click();
  const lines = () => page.locator("#saved-list li").allInnerTexts();
  const all = await lines();
  assert.equal(all.length, 4, all.join(" | "));
  assert.match(all[0], /this page/);
  assert.match(all[1], /Old <b>novel<\/b>[^]*2024/);
  assert.ok(all.some((line) => /cannot be read/.test(line)));
  assert.equal(await page.locator("#saved-list li:first-child button").count(), 0, "this page's own is not in danger");
  assert.deepEqual(await axeFaults(page), []);
  await page.locator("#saved-list [data-key='taiyaku 00ff 0001']").click();
  const keys = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("00ff")).sort());
  assert.deepEqual(await keys(), ["taiyaku 00ff 0002", "taiyaku 00ff 0003"]);
  await page.keyboard.press("Enter");
  assert.deepEqual(await keys(), ["taiyaku 00ff 0001", "taiyaku 00ff 0002", "taiyaku 00ff 0003", "taiyaku-place 00ff 0001"], "put back by the same button");
  await page.locator("[data-do=deleteOthers]").click();
  assert.deepEqual(await keys(), []);
  assert.equal((await lines()).length, 4, "they can be put back until the list is closed");
  await page.keyboard.press("Escape");
  await page.locator("[data-do=saved]").click();
  assert.equal((await lines()).length, 1);
  assert.deepEqual(await page.evaluate(() => [localStorage.getItem("taiyaku theme"), localStorage.getItem("another program")]), ["light", "its value"]);
  await page.keyboard.press("Escape");
  await page.reload();
  assert.deepEqual(await confirmed(page), [20]);
  assert.deepEqual(page.faults, []);
});

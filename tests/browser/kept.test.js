// What the browser keeps: nothing is lost between windows, nor where there is no room, without a word.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { article, download, file, open, reviewPage, run, visit } from "./browser.js";

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
  assert.match(await two.locator("#notice").innerText(), /and 1 changes made here fit it no longer/);
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

// Getting about on the page, and what is done to many rows or findings at once.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { axeFaults, changedPage, open, reviewPage, visit, visitAnew } from "./browser.js";

let context, path, page;
// Row numbers, from 0, that the page of these tests makes special.
const DOUBTFUL_ROW = 30, FIRST_PLACE = 40, SECOND_PLACE = 45, THIRD_PLACE = 70;
const CONFIDENCES = { 33: 0.85, 34: 0.9, 35: 0.97 };

before(async () => {
  const made = reviewPage("made.html");
  path = changedPage("walk.html", made, (data) => {
    for (const row of data.rows) if (row[4] >= 0.8) row[4] = 0.99;
    data.rows[DOUBTFUL_ROW][4] = 0.5;
    for (const [at, confidence] of Object.entries(CONFIDENCES)) data.rows[at][4] = confidence;
    const clear = (at) => {
      data.findings = data.findings.filter(({ source, target, at: [side, k] }) => {
        const [s0, s1, t0, t1] = data.rows[at];
        const isIn = (places, from, to) => places.some(([segment]) => from <= segment && segment < to);
        return !isIn(source, s0, s1) && !isIn(target, t0, t1) && !(side === 0 ? s0 <= k && k < s1 : t0 <= k && k < t1);
      });
    };
    for (const at of [DOUBTFUL_ROW, FIRST_PLACE, SECOND_PLACE, THIRD_PLACE, 33, 34, 35, 72, 74, 76]) clear(at);
    const pieceOf = (at) => [data.rows[at][0], 0, 3];
    const finding = (id, rows, check, english) => ({ id, check, severity: "hint", english, japanese: english, at: [0, data.rows[rows[0]][0]], source: rows.map(pieceOf), target: [] });
    data.checks["made-up"] = ["made up", "作り物"];
    data.findings.push(finding("00000000000000aa", [FIRST_PLACE, SECOND_PLACE, THIRD_PLACE], "made-up", "in three places"));
    // Three findings about the same words, and one of another check about them.
    for (const [k, at] of [72, 74, 76].entries()) {
      data.source.segments[data.rows[at][0]][0] = `Foo ${data.source.segments[data.rows[at][0]][0]}`;
      data.source.segments[data.rows[at][0]][3] = [];
      data.findings.push(finding(`00000000000000b${k}`, [at], "made-up", `Foo for the time ${k}`));
    }
    data.checks["made-up-too"] = ["made up too", "作り物2"];
    data.findings.push(finding("00000000000000c0", [76], "made-up-too", "another check"));
  });
  context = await open();
});
beforeEach(async () => {
  page = await visitAnew(context, path, page);
});
after(() => context?.close());

const state = () => page.evaluate(() => JSON.stringify([rows.map(pack), [...ignored]]));
const at = () => page.evaluate(() => cursor.row);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const goTo = (n) => page.evaluate((k) => point(k, 0), n);
const noFaults = () => assert.deepEqual(page.faults, []);
const toast = () => page.locator("#toast").innerText();
const left = () => page.locator("#left").innerText().then(Number);

test("N stops at doubtful alignments too, and says why; confirmed, they count no longer", async () => {
  await goTo(DOUBTFUL_ROW - 1);
  await press("n");
  assert.equal(await at(), DOUBTFUL_ROW);
  assert.match(await page.locator(".row.current .note.doubt").innerText(), /Doubtful alignment, confidence 50 %/);
  assert.match(await page.locator("#live").innerText(), /doubtful alignment/);
  const before = await left();
  await press("c");
  assert.equal(await left(), before - 1);
  assert.equal(await page.locator(".row.current .note.doubt").isVisible(), false);
  await goTo(DOUBTFUL_ROW - 1);
  await press("n");
  assert.notEqual(await at(), DOUBTFUL_ROW);
  noFaults();
});

test("the number of rows to check is explained, and always right", async () => {
  const told = () => page.locator("#to-check").innerText();
  const numbers = (text) => text.match(/\d+/g).map(Number);
  const [all, findings, doubtful, changed] = numbers(await told());
  assert.equal(all, await left());
  assert.equal(all, findings + doubtful + changed);
  assert.ok(doubtful >= 1);
  await page.locator(".how summary").click();
  assert.match(await page.locator(".how p").innerText(), /several findings counts once/);
  assert.equal(await page.locator("[data-do=next]").getAttribute("aria-describedby"), "to-check");
  const wrong = await page.evaluate(() => {
    let random = 11;
    const below = (n) => (random = (random * 48_271) % 2_147_483_647) % n;
    const names = ["confirm", "mark", "up", "down", "mergeUp", "mergeDown", "split", "ignore", "restore", "ignoreLikeFirst", "undo", "redo", "confirmAndGoOn"];
    for (let k = 0; k < 300; k++) {
      point(below(rows.length), below(2));
      const name = names[below(names.length)];
      ACTIONS[name]();
      const kept = JSON.stringify(tally);
      countAll();
      if (JSON.stringify(tally) !== kept) return `${name}, step ${k}: ${kept}, counted ${JSON.stringify(tally)}`;
    }
    return "";
  });
  assert.equal(wrong, "");
  noFaults();
});

test("all rows above a confidence that have no findings are confirmed: their number first, one undo", async () => {
  const untouched = await state();
  await goTo(50);
  await press("f", "ArrowDown", "e");
  await page.keyboard.type("why?");
  await press("Escape");
  const before = await state();
  const n = () => page.locator("#confirm-all [data-do=confirmAll]").innerText().then((text) => Number(text.match(/\d+/)[0]));
  await press("Shift+A");
  await page.locator("#least").fill("80");
  const many = await n();
  await page.locator("#least").fill("95");
  assert.equal(await n(), many - 2, "two rows are between");
  assert.match(await page.locator("#confirmable").innerText(), new RegExp(`^Rows to be confirmed: ${many - 2}. Confirmed now: 0 of`));
  assert.equal(await state(), before, "nothing is done before it is said");
  for (const [typed, isPossible] of [["", false], ["abc", false], ["101", false], ["-1", false], ["９５", true]]) {
    await page.locator("#least").fill(typed);
    assert.equal(await page.locator("#confirm-all [data-do=confirmAll]").isEnabled(), isPossible, typed);
  }
  assert.deepEqual(await axeFaults(page), []);
  await press("Escape");
  assert.equal(await state(), before, "cancelled");
  await press("Shift+A");
  await press("Enter");
  const [confirmed, wrong] = await page.evaluate(() => [
    rows.filter((row) => row.state === CONFIRMED).length,
    rows.filter((row) => row.state === CONFIRMED && (findingsOf(row).length || row.confidence < 0.95 || row.mark || row.comment || !length(row, 0) || !length(row, 1))).length,
  ]);
  assert.deepEqual([confirmed, wrong], [many - 2, 0]);
  assert.equal(await page.locator(".group .row.confirmed").count(), confirmed);
  assert.match(await page.locator("#progress").innerText(), new RegExp(`Confirmed: ${confirmed} of`));
  const after = await state();
  await page.reload();
  assert.equal(await state(), after, "kept");
  await press("z");
  assert.equal(await state(), before);
  await press("Shift+Z");
  assert.equal(await state(), after);
  await press("z", "z", "z");
  assert.equal(await state(), untouched);
  noFaults();
});

test("a finding with several places has one note, with a jump to each and back", async () => {
  await goTo(FIRST_PLACE);
  const note = page.locator(".row.current .note", { hasText: "in three places" });
  assert.match(await note.innerText(), new RegExp(`In 3 rows: ${FIRST_PLACE + 1} ${SECOND_PLACE + 1} ${THIRD_PLACE + 1}`));
  assert.equal(await page.locator(".note", { hasText: "in three places" }).count(), 1);
  await note.locator(".place").nth(1).click();
  assert.equal(await at(), SECOND_PLACE);
  assert.equal(await page.locator("#visit-text").innerText(), "Place 2 of 3: made up");
  assert.deepEqual(await axeFaults(page), []);
  await press("x");
  assert.equal(await at(), THIRD_PLACE);
  await press("x");
  assert.equal(await at(), FIRST_PLACE, "round");
  await press("Shift+X");
  assert.equal(await at(), THIRD_PLACE);
  await page.locator("[data-do=backToNote]").click();
  assert.equal(await at(), FIRST_PLACE);
  assert.equal(await page.locator("#visit").isVisible(), false);
  await press("x");
  assert.equal(await at(), SECOND_PLACE, "by key as well");
  await page.locator("[data-do=leavePlaces]").click();
  // The numbers follow the rows.
  await goTo(10);
  await press("m");
  await goTo(FIRST_PLACE - 1);
  await page.waitForFunction((n) => document.querySelector(".row.current .place").textContent === String(n), FIRST_PLACE);
  noFaults();
});

test("all findings like one are ignored at once: same check and same words, one undo", async () => {
  const untouched = await state();
  const open = () => page.evaluate(() => data.findings.filter(({ id, english }) => english.startsWith("Foo") && !ignored.has(id)).length);
  await page.evaluate(() => point(rows.findIndex((row) => findingsOf(row).some((f) => f.english === "Foo for the time 1")), 0));
  const before = await left();
  await page.locator(".row.current [data-do=ignoreLike]", { hasText: "Ignore all 3 like this" }).click();
  assert.equal(await open(), 0);
  assert.equal(await page.evaluate(() => ignored.has("00000000000000c0")), false, "another check stays");
  assert.equal(await left(), before - 2);
  assert.equal(await page.locator(".note", { hasText: "Foo for" }).count(), 0);
  await press("z");
  assert.equal(await state(), untouched);
  assert.equal(await page.locator(".note", { hasText: "Foo for" }).count(), 3);
  await press("i");
  assert.equal(await page.locator(".note", { hasText: "Foo for" }).locator("[data-do=ignoreLike]", { hasText: "Ignore all 2 like this" }).count(), 2, "the others know of it");
  await page.evaluate(() => point(rows.findIndex((row) => findingsOf(row).some((f) => f.english === "Foo for the time 0")), 0));
  await press("a");
  assert.equal(await open(), 0, "by key");
  const after = await state();
  await page.reload();
  assert.equal(await state(), after);
  noFaults();
});

test("G goes to a row by its number; what is no row is told", async () => {
  await press("g");
  await page.keyboard.type("57");
  await press("Enter");
  assert.equal(await at(), 56);
  assert.equal(await page.evaluate(() => document.activeElement.closest(".row") !== null), true, "the keys go on in the row");
  await press("g");
  await page.keyboard.type("８");
  await press("Enter");
  assert.equal(await at(), 7, "digits of full width");
  for (const typed of ["0", "100000", "x", "1.5", "-3"]) {
    await press("g");
    await page.keyboard.type(typed);
    await press("Enter");
    assert.match(await toast(), /numbers 1 to/, typed);
    assert.equal(await at(), 7);
  }
  await press("Escape");
  assert.equal(await page.locator("#row-number").inputValue(), "8");
  await press("ArrowDown");
  assert.equal(await page.locator("#row-number").inputValue(), "9", "it says where one is");
  noFaults();
});

test("the place is kept over a reload, also after rows were merged", async () => {
  await goTo(20);
  await press("m");
  await page.evaluate(() => point(20, 1, rows[20].to[1] - 1));
  const segment = await page.evaluate(() => cursor.segment);
  assert.ok(segment > await page.evaluate(() => rows[20].from[1]), "not the first of its row");
  await page.reload();
  await page.locator(".row.current").waitFor();
  assert.deepEqual(await page.evaluate(() => [cursor.row, cursor.side, cursor.segment]), [20, 1, segment]);
  const box = await page.locator(".row.current").boundingBox();
  assert.ok(box.y > 0 && box.y < 860, "and in view");
  noFaults();
});

test("search walks from hit to hit, on one side or both, with the other rows in view", async () => {
  await press("/");
  await page.keyboard.type("bus");
  const all = await page.evaluate(() => rows.length);
  const seen = [];
  await press("Enter");
  const n = await page.evaluate(() => hits.length);
  assert.ok(n > 10);
  for (let k = 0; k < n; k++) {
    assert.equal(await page.locator("#hits").innerText(), `${k + 1} / ${n}`);
    seen.push(await page.evaluate(() => [cursor.row, cursor.side, [...CSS.highlights.get("here")].map(String).join()]));
    await press("Enter");
  }
  assert.ok(seen.every(([row], k) => k === 0 || row >= seen[k - 1][0]), "in order");
  assert.ok(seen.every(([, side, text]) => side === 0 && /^bus$/i.test(text)), JSON.stringify(seen));
  assert.match(await toast(), /on from the first/);
  assert.equal(await page.locator("#hits").innerText(), `1 / ${n}`);
  await press("Shift+Enter");
  assert.equal(await page.locator("#hits").innerText(), `${n} / ${n}`);
  assert.equal(await page.evaluate(() => rows.filter((row) => !row.hidden).length), all, "all rows are there");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search", "and the keyboard stays in the box");
  // From the rows: on from where the cursor is.
  await goTo(50);
  await press("h");
  const [row] = await page.evaluate(() => [cursor.row]);
  assert.equal(row, seen.find(([k]) => k >= 50)[0]);
  await press("Shift+H");
  assert.ok((await at()) <= row);
  await page.locator("#searched").selectOption("target");
  assert.equal(await page.locator("#hits").innerText(), "hits: 0");
  await page.locator("#search").fill("バス");
  await page.locator("#search").press("Enter");
  assert.ok(await page.evaluate(() => hits.every(({ side }) => side === 1)));
  await page.locator("#searched").selectOption("source");
  assert.equal(await page.locator("#hits").innerText(), "hits: 0");
  await page.locator("#searched").selectOption("both");
  await page.evaluate(() => commit(CHANGES.edit(5, { comment: "ＺＺ top", suggestion: "zzの訳" }), [0, -1, 5]));
  await page.locator("#search").fill("zz");
  await page.locator("#search").press("Enter");
  assert.equal(await page.locator("#hits").innerText(), "1 / 2", "suggestion and comment");
  await page.locator("#search").press("Enter");
  assert.equal(await page.evaluate(() => [...CSS.highlights.get("here")].map(String).join()), "ＺＺ");
  assert.deepEqual(await axeFaults(page), []);
  const here = await at();
  await page.locator("[data-do=endSearch]").click();
  assert.equal(await page.locator("#find").isVisible(), false);
  assert.equal(await at(), here);
  noFaults();
});

test("a hidden row is shown before it is merged or moved into", async () => {
  for (const [key, step] of [["m", 1], ["Shift+M", -1], ["Alt+ArrowUp", -1], ["Alt+ArrowDown", 1]]) {
    await page.locator("#show").selectOption("doubtful");
    await goTo(DOUBTFUL_ROW);
    const before = await state();
    assert.equal(await page.evaluate((k) => rows[k].hidden, DOUBTFUL_ROW + step), true);
    await press(key);
    assert.ok(await state() === before, key);
    assert.match(await toast(), new RegExp(`Row ${DOUBTFUL_ROW + step + 1} was hidden: it is shown now`));
    assert.equal(await page.evaluate((k) => rows[k].el.getBoundingClientRect().height > 10, DOUBTFUL_ROW + step), true);
    await press(key);
    assert.ok(await state() !== before, key);
    await press("z");
    assert.equal(await state(), before);
    await page.locator("#show").selectOption("all");
  }
  noFaults();
});

test("a filter takes the cursor to a row that is shown, and nothing is done to one that is not", async () => {
  await goTo(3);
  await page.locator("#show").selectOption("doubtful");
  assert.equal(await page.evaluate(() => rows[cursor.row].hidden), false);
  await page.locator("#show").selectOption("confirmed");
  assert.ok(await page.locator("#nothing").isVisible());
  const before = await state();
  await page.evaluate(() => document.activeElement.blur());
  await press("c", "f", "e", "t", "m", "s", "u", "Enter", "ArrowDown");
  assert.ok(await state() === before);
  await page.locator("#show").selectOption("all");
  await page.evaluate(() => document.activeElement.blur());
  await press("e");
  assert.ok(await page.locator(".comment-box").isVisible(), "a comment can be written at once");
  noFaults();
});

test("on a narrow screen the bar stays in view and leaves room for the rows", async () => {
  for (const width of [360, 420, 600]) {
    await page.setViewportSize({ width, height: 740 });
    await goTo(60);
    await page.evaluate(() => scrollBy(0, 700));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const next = await page.locator("[data-do=next]").boundingBox();
    assert.ok(next.y >= 0 && next.y < 100, `${width}: ${next.y}`);
    for (const id of ["#search", "#toggle", "[data-do=undo]", "#row-number"]) {
      const box = await page.locator(id).boundingBox();
      assert.ok(box.y >= 0 && box.x >= 0 && box.x + box.width <= width, `${width} ${id}: ${JSON.stringify(box)}`);
    }
    const bottom = await page.evaluate(() => byId("bar").getBoundingClientRect().bottom);
    assert.ok(bottom < 150, `${width}: ${bottom}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is wider than the screen");
    await press("n");
    assert.ok(await page.evaluate(() => current.closest(".row").getBoundingClientRect().top >= byId("bar").getBoundingClientRect().bottom - 1));
  }
  assert.deepEqual(await axeFaults(page), []);
  noFaults();
});

test("what is new has its words in both languages, and keys in the help", async () => {
  const missing = await page.evaluate(() => Object.keys(STRINGS.en).filter((key) => !STRINGS.ja[key]).concat(Object.keys(STRINGS.ja).filter((key) => !STRINGS.en[key])));
  assert.deepEqual(missing, []);
  const unlike = await page.evaluate(() => Object.keys(STRINGS.en).filter((key) => {
    const places = (text) => [...new Set(text.match(/\{\d\}/g))].sort().join();
    return places(STRINGS.en[key]) !== places(STRINGS.ja[key]);
  }));
  assert.deepEqual(unlike, []);
  await page.locator("#language").click();
  await press("?");
  assert.match(await page.locator("#help").innerText(), /訳文を提案/);
  assert.deepEqual(await axeFaults(page), []);
  await press("Escape");
  await page.locator("[data-do=saved]").click();
  assert.match(await page.locator("#saved-reviews").innerText(), /保存された校閲/);
  await press("Escape");
  const text = await page.locator("body").innerText();
  assert.equal(/undefined|NaN|\{\d\}/.test(text), false, text.match(/.*(undefined|NaN|\{\d\}).*/)?.[0]);
  noFaults();
});

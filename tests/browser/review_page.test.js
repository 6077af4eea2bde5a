// The way of a reviser through the sample article, by keyboard and by mouse, and back into an alignment.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { article, axeFaults, download, file, open, reviewPage, rowTexts, run, visit } from "./browser.js";

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
    run("review", article, "-o", own);
    assert.equal(readFileSync(await download(page, button), "utf8"), readFileSync(own, "utf8"), end);
  }
  noFaults();
});

test("one key walks to every row to check and back", async () => {
  await page.waitForFunction(() => document.documentElement.dataset.filled);
  const wanted = await page.evaluate(() => rows.flatMap((row, k) => (isToCheck(row) ? [k] : [])));
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

test("whatever is done in whatever order, the rows tile both texts, come back, and all of it is undone", async () => {
  const untouched = await state();
  for (const seed of [1, 2, 3]) {
    const done = await page.evaluate((from) => {
      let random = from;
      const below = (n) => (random = (random * 48_271) % 2_147_483_647) % n;
      const names = ["confirm", "mark", "up", "down", "mergeUp", "mergeDown", "split", "ignore", "restore", "undo", "redo", "confirmAndGoOn"];
      for (let k = 0; k < 250; k++) {
        const [at, side] = [below(rows.length), below(2)];
        const row = rows[at];
        point(at, side, row.from[side] + below(Math.max(1, length(row, side))));
        ACTIONS[names[below(names.length)]]();
        let [s, t] = [0, 0];
        for (const { from, to } of rows) {
          if (from[0] !== s || from[1] !== t || isEmpty({ from, to })) throw new Error(`not tiled after ${k} changes`);
          [s, t] = to;
        }
        if (s !== sides[0].segments.length || t !== sides[1].segments.length) throw new Error(`not all after ${k} changes`);
      }
      return journal.done.length;
    }, seed);
    assert.ok(done > 100, `${done} changes`);
    const touched = await state();
    const json = JSON.parse(readFileSync(await download(page, "json"), "utf8"));
    const fixed = (rows) => rows.filter((row) => row.state !== "open").map(({ source, target, state }) => ({ source, target, state }));
    for (const button of ["json", "tsv"]) {
      const again = file("again.json");
      run("realign", article, "--reviewed", await download(page, button), "-o", again);
      const after = JSON.parse(readFileSync(again, "utf8"));
      assert.deepEqual(tiles(after.rows), tiles(json.rows));
      assert.deepEqual(fixed(after.rows), fixed(json.rows), button);
      assert.deepEqual(after.ignored, json.ignored, button);
    }
    await page.reload();
    assert.equal(await state(), touched, "after reload");
    await page.evaluate(() => {
      while (journal.done.length) ACTIONS.undo();
    });
    assert.equal(await state(), untouched);
  }
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
    run("realign", article, "--reviewed", reviewed, "-o", again);
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
  const columns = lines[0].replace("\ufeff", "").split("\t");
  const cellOf = (line, column) => line.split("\t")[columns.indexOf(column)];
  const isUntouched = (line) => cellOf(line, "state") === "open" && ["mark", "comment", "ignored"].every((column) => cellOf(line, column) === "");
  const touched = lines.slice(1).filter((line) => !isUntouched(line)).reverse();
  assert.ok(touched.length >= 4 && touched.length < lines.length / 2, `${touched.length} lines`);
  const filtered = file("filtered.tsv", [lines[0], ...touched].join("\n"));
  const [whole, part] = [file("whole.json"), file("part.json")];
  run("realign", article, "--reviewed", await download(page, "tsv"), "-o", whole);
  run("realign", article, "--reviewed", filtered, "-o", part);
  assert.equal(readFileSync(part, "utf8"), readFileSync(whole, "utf8"), "sorted and filtered");

  const html = file("again.html");
  run("realign", article, "--reviewed", filtered, "-o", html);
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

test("search finds in both texts, whatever the width, case and writing", async () => {
  const find = async (text) => {
    await press("/");
    await page.locator("#search").fill(text);
    await page.waitForFunction((t) => query === t, text);
    await page.locator("#only-hits").check();
    // Rows are filled when they come near.
    await page.waitForFunction(() => [...document.querySelectorAll(".group .row")].every((row) => row.innerText.trim()));
    const texts = await rowTexts(page);
    const lit = await page.evaluate(() => [...CSS.highlights.get("hit") ?? []].map((range) => range.toString()));
    const n = await page.evaluate(() => hits.length);
    assert.equal(await page.locator("#hits").innerText(), `hits: ${n}`);
    return [texts, lit];
  };
  const [hits, lit] = await find("ＫＷＨ");
  assert.ok(hits.length >= 1 && hits.every((texts) => /kwh/i.test(texts.join())), JSON.stringify(hits));
  assert.ok(lit.length >= 1 && lit.every((text) => /^kWh$/i.test(text)), JSON.stringify(lit));
  for (const [text, wanted] of [["ﾊﾞｽ", "バス"], ["ハ\u3099ス", "バス"], ["バス", "バス"]]) {
    const [rows, marks] = await find(text);
    assert.ok(rows.length > 3 && rows.every(([, target]) => target.includes(wanted)), `${text} in ${rows.length} rows`);
    assert.ok(marks.length >= rows.length && marks.every((mark) => mark === wanted), `${text}: ${marks}`);
  }
  // Over the cut between two segments, and over the white space of the query.
  const joint = await page.evaluate(() => {
    const row = rows.find((row) => length(row, SOURCE) > 1);
    const [first, second] = [sides[SOURCE].segments[row.from[SOURCE]][0], sides[SOURCE].segments[row.from[SOURCE] + 1][0]];
    return `  ${first.slice(-12)}   ${second.slice(0, 8)} `;
  });
  assert.equal((await find(joint))[0].length, 1, joint);
  assert.equal((await find("no such words"))[0].length, 0);
  assert.ok(await page.locator("#nothing").isVisible());
  await page.locator("#search").press("Enter");
  await press("ArrowDown", "Home", "End");
  assert.equal((await rowTexts(page)).length, 0, "no row comes forth that was not asked for");
  await page.locator("#search").fill("kwh");
  await page.locator("#search").press("Enter");
  assert.match(await page.locator(".row.current").innerText(), /kWh/, "Enter need not wait for the search");
  noFaults();
});

test("a number beside a check leaves its findings alone, and brings the others back", async () => {
  const n = await page.evaluate(() => rows.length);
  const only = page.locator("[data-only=number]");
  const count = Number(await only.innerText());
  assert.ok(count >= 1);
  await only.click();
  assert.ok((await page.locator(".note").count()) >= 1);
  assert.ok((await page.locator(".note b").allInnerTexts()).every((text) => text.endsWith("number")));
  assert.ok((await rowTexts(page)).length <= count);
  assert.equal(await page.locator("#checks input:checked").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal((await page.evaluate(() => rows.filter((row) => !row.hidden).length)), n);
  await page.locator("#show").selectOption("withFindings");
  await press("Home");
  await page.evaluate(() => point(rows.findIndex((row) => findingsOf(row).some((f) => f.check === "number")), 0));
  await press("i");
  await page.waitForFunction((k) => Number(document.querySelector("[data-only=number]").textContent) === k - 1, count);
  noFaults();
});

test("the map is walked by key and by click", async () => {
  const map = page.locator("#map");
  await map.focus();
  const states = [await current()];
  for (const key of ["ArrowDown", "PageDown", "ArrowLeft", "End", "Home"]) {
    await press(key);
    states.push(await current());
  }
  assert.deepEqual(states, [0, 1, 11, 10, (await page.evaluate(() => rows.length)) - 1, 0]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "map", "the focus stays");
  assert.match(await map.getAttribute("aria-valuetext"), /^Row 1/);
  await map.click({ position: { x: 216, y: 216 } });
  assert.ok((await current()) > 90);
  noFaults();
});

test("the Tab key passes the rows by in a few steps, and messages are seen", async () => {
  await goTo(40);
  let steps = 0;
  do {
    await press("Tab");
    steps++;
  } while (steps < 30 && await page.evaluate(() => !document.activeElement.closest("#panel")));
  assert.ok(steps < 15, `${steps} steps`);
  await goTo(0);
  await press("Shift+M");
  assert.ok(await page.locator("#toast").isVisible());
  assert.equal(await page.locator("#toast").innerText(), "Not possible here.");
  assert.equal(await page.locator("#live").innerText(), "Not possible here.");
  noFaults();
});

test("what to press is told once; nothing hides below the bar", async () => {
  assert.match(await page.locator("#intro").innerText(), /N goes to the next row to check/);
  const below = () => page.evaluate(() => byId("panel").getBoundingClientRect().top - byId("bar").getBoundingClientRect().bottom);
  await page.evaluate(() => scrollBy(0, 2_000));
  assert.ok((await below()) > -1);
  await press("n");
  const hidden = () => page.evaluate(() => current.closest(".row").getBoundingClientRect().top - byId("bar").getBoundingClientRect().bottom);
  assert.ok((await hidden()) > 0);
  for (let k = 0; k < 12; k++) await press("ArrowUp");
  assert.ok((await hidden()) > 0);
  await page.locator("#intro button").click();
  await page.reload();
  await page.locator(".row.current").waitFor();
  assert.equal(await page.locator("#intro").isVisible(), false);
  noFaults();
});

test("without colours and without motion everything is still told", async () => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const styles = await page.evaluate(() => SEVERITIES.map((severity) => {
    const el = document.querySelector(`.found.${severity}`);
    return el && [getComputedStyle(el).borderBottomStyle, el.dataset.symbol];
  }));
  const told = styles.filter(Boolean).map((style) => style.join());
  assert.ok(told.length >= 2 && new Set(told).size === told.length, told.join(" | "));
  await press("n");
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((el) =>
    getComputedStyle(el).transitionDuration !== "0s" || getComputedStyle(el).animationName !== "none").length);
  assert.equal(moving, 0);
  noFaults();
});

test("all rows are printed, near and far", async () => {
  const many = await visit(context, reviewPage("printed.html", "--title", "To print"));
  await many.evaluate(() => {
    // As if the browser had never been idle.
    for (const group of groups) {
      group.filled = false;
      group.el.replaceChildren();
    }
    window.dispatchEvent(new Event("beforeprint"));
  });
  await many.emulateMedia({ media: "print" });
  const unseen = await many.evaluate(() => rows.filter((row) => !row.el || row.el.getBoundingClientRect().height < 10).length);
  assert.equal(unseen, 0);
  assert.equal(await many.locator(".actions").first().isVisible(), false);
  const pdf = (await many.pdf()).toString("latin1");
  assert.ok((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length >= 4, "pages");
  assert.deepEqual(many.faults, []);
});

/** How many elements there are once the rows in view are drawn: they are drawn when they come into view. */
async function settled(selector) {
  for (let before = -1; ;) {
    const now = await page.locator(selector).count();
    if (now === before) return now;
    before = now;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done))));
  }
}

test("filters show the rows that are asked for", async () => {
  await press("/");
  await page.keyboard.type("kwh");
  await press("Enter");
  assert.match(await page.locator(".row.current").innerText(), /kWh/);
  await press("Escape");
  await page.locator("#show").selectOption("withFindings");
  const withFindings = await page.evaluate(() => [rows.filter((row) => !row.hidden).length, rows.filter((row) => findingsOf(row).length).length]);
  assert.equal(withFindings[0], withFindings[1]);
  const warnings = await settled(".found.warning");
  await page.locator("#checks label", { hasText: "number" }).locator("input").uncheck();
  assert.equal(await page.locator(".note", { hasText: "number" }).count(), 0);
  assert.ok((await settled(".found.warning")) < warnings);
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
  await row.locator(".source .seg").first().click();
  await page.mouse.move(0, 0);
  assert.ok((await row.locator(".target .kin").allInnerTexts()).some((text) => /350/.test(text)), "by focus as well");
  noFaults();
});

test("anchors are marked in rows made by hand: merged, split, moved", async () => {
  const at = await page.evaluate(() => rows.findIndex((row) => lineOf(row, SOURCE).includes("350 kWh")));
  const shown = async () => {
    const row = page.locator(".row.current");
    const texts = async (side) => (await row.locator(`.${side} .link`).allInnerTexts()).filter((text) => /350/.test(text)).length;
    return [await texts("source"), await texts("target")];
  };
  await goTo(at);
  assert.deepEqual(await shown(), [1, 1]);
  await press("m");
  assert.deepEqual(await shown(), [1, 1], "merged with the next");
  await press("Shift+M");
  assert.deepEqual(await shown(), [1, 1], "merged with the one before");
  await press("z", "z");
  // The translation goes to the row before: there is nothing to meet, until the original follows it.
  await page.evaluate((k) => point(k, TARGET), at);
  await press("Alt+ArrowUp");
  assert.deepEqual(await shown(), [0, 0], "parted");
  await page.evaluate((k) => point(k, SOURCE), at);
  assert.deepEqual(await shown(), [0, 0], "parted, seen from the other side");
  await press("u");
  assert.deepEqual(await shown(), [1, 1], "both moved");
  await press("m", "End", "Home");
  await page.evaluate(() => point(rows.findIndex((row) => lineOf(row, SOURCE).includes("350 kWh")), 0));
  await press("ArrowRight", "s");
  await page.evaluate(() => point(rows.findIndex((row) => lineOf(row, SOURCE).includes("350 kWh")), 0));
  assert.deepEqual(await shown(), [1, 1], "split");
  const all = await page.evaluate(() => {
    const wrong = [];
    rows.forEach((row, k) => {
      const met = metUnits(row);
      point(k, 0);
      for (const side of [0, 1]) {
        const units = new Set([...row.el.children[1 + side].querySelectorAll(".link")].flatMap(unitsIn));
        if ([...units].sort().join() !== [...met[side]].sort().join()) wrong.push(k);
      }
    });
    return wrong;
  });
  assert.deepEqual(all, []);
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
  assert.equal(await page.locator(".tools.work").isVisible(), false);
  assert.equal(await page.locator("#panel").isVisible(), false);
  noFaults();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.append("window.ran = true");
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

// The desk: all of a review, what is kept when the program is killed, two windows, and pages that mean harm.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { request } from "node:http";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axeFaults, file, open } from "./browser.js";
import { align, checked, drop, findings, reviewing, saved, startDesk, suggest, visitDesk } from "./desk_helpers.js";

const here = dirname(fileURLToPath(import.meta.url));
const documents = ["lighthouse.en.docx", "lighthouse.ja.docx"].map((name) => join(here, "desk", name));
const python = process.env.DESK_PYTHON;

let context, desk;
before(async () => {
  context = await open();
  desk = await startDesk();
});
after(async () => {
  await context?.close();
  await desk?.kill();
});

const state = (page) => page.evaluate(() => JSON.stringify([rows.map(pack), [...ignored].sort()]));
const noFaults = (page) => assert.deepEqual(page.faults, []);
const rowWithText = (page, text) => page.evaluate((part) => rows.findIndex((row) => lineOf(row, 0).includes(part)), text);
const results = (shelf) => readdirSync(shelf).flatMap((name) => (existsSync(join(shelf, name, "results")) ? readdirSync(join(shelf, name, "results")).map((found) => join(shelf, name, "results", found)) : []));

async function take(page, form) {
  await page.keyboard.press("Escape");
  await page.locator("#bar [data-do=leave]").click();
  const waiting = page.waitForEvent("download");
  await page.locator(`#leave [data-form=${form}]`).click();
  const download = await waiting;
  const path = file(`${Math.random().toString(36).slice(2)}-${download.suggestedFilename()}`);
  await download.saveAs(path);
  await page.locator("#leave [data-do=closeDialog]").click();
  return path;
}

test("a pair of documents is dropped, reviewed, corrected, checked again, and taken away", async () => {
  const page = await visitDesk(context, desk.address);
  assert.ok(!page.url().includes("token"), "the token is gone from the address");
  await drop(page, documents.toReversed());
  assert.deepEqual(await page.locator(".pair b.name").allInnerTexts(), ["lighthouse.en.docx", "lighthouse.ja.docx"], "each on its side");
  assert.deepEqual(await page.locator(".pair select:first-child").evaluateAll((all) => all.map(({ value }) => value)), ["docx", "docx"]);
  assert.deepEqual(await axeFaults(page), []);
  await page.locator("#align").click();
  await reviewing(page);
  assert.ok((await findings(page)).some((text) => text.includes("1874")), "a wrong number is found");
  const at = await rowWithText(page, "built in 1874");
  await suggest(page, at, "灯台は1874年に建てられ、海面から42メートルの高さに立つ。");
  await checked(page);
  assert.ok(!(await findings(page)).some((text) => text.includes("1874")), "the correction settles it");
  assert.equal(await page.evaluate(() => cursor.row), at, "the place is kept");
  await page.waitForTimeout(1_500);
  assert.equal(await page.locator(".row.current .note").count(), 0, "its note went");
  // A correction that brings a new fault is shown, in the suggestion itself.
  const other = await rowWithText(page, "30 kilometres");
  await suggest(page, other, "船からは50キロメートル離れた所からその光が見える。");
  await checked(page);
  assert.equal(await page.locator(".row.current .note .fresh").count(), 1);
  assert.match(await page.locator(".row.current .suggestion mark").first().innerText(), /50/);
  await page.keyboard.press("z");
  await checked(page);
  assert.ok(!(await findings(page)).some((text) => text.includes("50")), "undone, it is gone");
  await page.keyboard.press("l");
  await page.locator("#corrections li").waitFor();
  assert.deepEqual([await page.locator("#corrections del").allInnerTexts(), await page.locator("#corrections ins").allInnerTexts()], [["1847"], ["1874"]]);
  for (const theme of ["light", "dark"]) {
    await page.evaluate((name) => setTheme(name), theme);
    assert.deepEqual(await axeFaults(page), [], theme);
  }
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector(".settled"));
  assert.deepEqual(await axeFaults(page), [], "the review in the dark");
  const [docx, tmx] = [await take(page, "corrected"), await take(page, "pairs-tmx")];
  assert.match(readFileSync(tmx, "utf8"), /灯台は1874年に/);
  assert.deepEqual(results(desk.shelf).map((path) => path.split("/").at(-1)).sort(), ["lighthouse.ja.corrected.docx", "lighthouse.ja.tmx"], "they are in the project's folder too");
  if (python) {
    const read = JSON.parse(execFileSync(python, [join(here, "desk", "read_back.py"), docx, tmx], { encoding: "utf8" }));
    assert.ok(read.paragraphs.includes("灯台は1874年に建てられ、海面から42メートルの高さに立つ。"));
    assert.deepEqual(read.bold, ["1874"], "a run keeps its form");
    assert.deepEqual(read.cells, ["高さ", "42 m", "段数", "208"]);
    assert.ok(read.pairs.some(([source, target]) => source.includes("built in 1874") && target.includes("1874年")));
  }
  for (const path of documents) {
    const name = path.endsWith("en.docx") ? "source.docx" : "target.docx";
    assert.deepEqual(readFileSync(join(desk.shelf, "lighthouse.ja", "original", name)), readFileSync(path), "the originals are as they were");
  }
  noFaults(page);
  await page.close();
});

test("every form of the menu is written", async () => {
  const page = await visitDesk(context, desk.address);
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await reviewing(page);
  const forms = await page.evaluate(() => [...document.querySelectorAll("[data-do=takeAway]")].map(({ dataset }) => dataset.form));
  assert.ok(forms.length > 20);
  const failed = await page.evaluate(async (all) => {
    const bad = [];
    for (const form of all) {
      const { ok, answer } = await post(`/results/${form}`, null);
      if (!ok || !answer.files.length) bad.push([form, answer]);
    }
    return bad;
  }, forms);
  assert.deepEqual(failed, []);
  const empty = results(desk.shelf).filter((path) => statSync(path).size === 0);
  assert.deepEqual(empty, []);
  assert.ok(results(desk.shelf).some((path) => path.endsWith("ferry.ja.en")));
  noFaults(page);
  await page.close();
});

test("a file that is aligned already, and a page with both languages, come back in their own formats", async () => {
  const po = file("harbour.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "It rained 5 times."\nmsgstr "6回雨が降った。"\n\nmsgid "We stayed in."\nmsgstr "家にいた。"\n');
  const both = file("harbour.txt", "港には6隻の船がいた。誰も出かけなかった。\n\n原文を表示\n\nThere were 5 ships in the harbour. Nobody went out.\n");
  for (const [path, row, text, expected] of [[po, 0, "5回雨が降った。", 'msgstr "5回雨が降った。"'], [both, 0, "港には5隻の船がいた。", "港には5隻の船がいた。誰も"]]) {
    const page = await visitDesk(context, desk.address);
    await align(page, [path]);
    assert.ok((await findings(page)).some((found) => found.startsWith("number")), path);
    await suggest(page, row, text);
    await checked(page);
    assert.ok(!(await findings(page)).some((found) => found.startsWith("number")), path);
    const corrected = readFileSync(await take(page, "corrected"), "utf8");
    assert.ok(corrected.includes(expected), corrected);
    noFaults(page);
    await page.close();
  }
});

test("a glossary that is dropped beside the texts is checked", async () => {
  const page = await visitDesk(context, desk.address);
  await drop(page, [file("quay.en.txt", "The pier is long. The sea is calm."), file("glossary.tsv", "埠頭\tpier\n"), file("quay.ja.txt", "桟橋は長い。海は静かだ。")]);
  assert.match(await page.locator("#glossary").innerText(), /glossary\.tsv/);
  await page.locator("#align").click();
  await reviewing(page);
  assert.ok((await findings(page)).some((found) => found.startsWith("glossary")));
  await suggest(page, 0, "埠頭は長い。");
  await checked(page);
  assert.ok(!(await findings(page)).some((found) => found.startsWith("glossary")));
  noFaults(page);
  await page.close();
});

test("Japanese is typed through an input method; what is being typed survives the end of the program", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await reviewing(page);
  await page.evaluate(() => point(4, 1));
  await page.keyboard.press("t");
  await page.locator(".suggestion-box").fill("");
  const session = await context.newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "かいがん", selectionStart: 4, selectionEnd: 4 });
  assert.equal(await page.evaluate(() => journal.done.length), 0);
  await session.send("Input.insertText", { text: "海岸の灯" });
  assert.ok(await page.locator(".suggestion-box").isVisible());
  await page.waitForFunction(() => draftSent?.includes("海岸の灯"));
  await page.waitForTimeout(200);
  await own.kill();
  const again = await startDesk({ shelf: own.shelf });
  const next = await visitDesk(context, again.address);
  await next.locator("#projects a").click();
  await reviewing(next);
  assert.equal(await next.locator(".suggestion-box").inputValue(), "海岸の灯");
  await next.keyboard.press("Enter");
  await checked(next);
  assert.equal(await next.evaluate(() => rows[4].suggestion), "海岸の灯");
  noFaults(next);
  await page.close();
  await next.close();
  await again.kill();
});

test("killed in the middle of work, the desk opens the project at the same row, with everything but the last moment", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await reviewing(page);
  await suggest(page, 1, "フェリーは午後11時45分に函館を出て、朝の3時25分に青森に着く。");
  await page.keyboard.press("c");
  await page.evaluate(() => point(6, 1));
  await page.keyboard.press("f");
  await page.keyboard.press("z");
  await page.keyboard.press("Shift+Z");
  await page.evaluate(() => point(8, 0));
  await page.keyboard.press("m");
  await page.evaluate(() => point(9, 0));
  await saved(page);
  await page.waitForTimeout(500);
  const was = await state(page);
  await own.kill("SIGKILL");
  // What is done while the desk is away waits, and the page says so.
  await page.keyboard.press("f");
  await page.locator("#notice:not([hidden])").waitFor();
  assert.match(await page.locator("#notice").innerText(), /does not answer/);
  // A line that was cut short.
  const journal = join(own.shelf, "ferry.ja", "journal.jsonl");
  writeFileSync(journal, readFileSync(journal, "utf8") + '{"do":{"at":3,"out":[[');
  const again = await startDesk({ shelf: own.shelf });
  const next = await visitDesk(context, again.address);
  await next.locator("#projects a").click();
  await reviewing(next);
  assert.equal(await state(next), was);
  assert.deepEqual(await next.evaluate(() => [cursor.row, cursor.side]), [9, 0]);
  assert.ok(!(await findings(next)).some((text) => text.includes("3:25")), "suggestions are checked from the beginning");
  await next.keyboard.press("z");
  assert.equal(await next.evaluate(() => rows.length), 20, "what was done can be undone");
  await page.close({ runBeforeUnload: false });
  await next.close();
  assert.equal(await again.kill("SIGTERM"), 130);
});

test("what waited in a window is sent once the desk is back", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await reviewing(page);
  await own.kill();
  await page.evaluate(() => point(6, 1));
  await page.keyboard.press("f");
  await suggest(page, 7, "車両甲板にトラックが六台ある。");
  await page.locator("#notice:not([hidden])").waitFor();
  const again = await startDesk({ shelf: own.shelf, port: new URL(own.address).port });
  const next = await visitDesk(context, again.address);
  await saved(page);
  await checked(page);
  assert.ok(await page.locator("#notice").isHidden());
  await next.locator("#projects a").click();
  await reviewing(next);
  assert.deepEqual(await next.evaluate(() => [rows[6].mark, rows[7].suggestion]), [true, "車両甲板にトラックが六台ある。"]);
  await page.close();
  await next.close();
  await again.kill();
});

test("files of a job that failed are aligned once more; a change that is not saved is said, waits, and is saved later", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  // No folder can be made in a file.
  writeFileSync(own.shelf, "");
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await page.locator("#jobs .failed").waitFor();
  await page.locator("#align:not([disabled])").waitFor();
  rmSync(own.shelf);
  await page.locator("#align").click();
  await page.locator("#jobs .done a").click();
  await reviewing(page);
  const [name] = readdirSync(own.shelf);
  const journal = join(own.shelf, name, "journal.jsonl");
  await saved(page);
  renameSync(journal, `${journal}.away`);
  await page.keyboard.press("f");
  await page.locator("#notice:not([hidden])").waitFor();
  assert.match(await page.locator("#notice").innerText(), /could not save.*journal was moved/s);
  renameSync(`${journal}.away`, journal);
  await saved(page);
  await page.locator("#notice").waitFor({ state: "hidden" });
  await page.close();
  await own.kill();
});

test("two windows of one project agree", async () => {
  const own = await startDesk();
  const one = await visitDesk(context, own.address);
  await one.locator("#sample").click();
  await one.locator("#align").click();
  await reviewing(one);
  const two = await visitDesk(context, one.url());
  await reviewing(two);
  const both = async (what) => {
    await one.bringToFront();
    await one.evaluate(() => catchUp());
    await saved(one);
    await two.bringToFront();
    await two.evaluate(() => catchUp());
    await saved(two);
    await one.bringToFront();
    await one.evaluate(() => catchUp());
    assert.equal(await state(one), await state(two), what);
  };
  await one.bringToFront();
  await suggest(one, 3, "船長の訳。");
  await saved(one);
  await both("a change of one");
  // Both change before they hear of each other.
  await two.evaluate(() => (clearTimeout(saving), point(5, 1), ACTIONS.mark(), clearTimeout(saving)));
  await one.evaluate(() => (point(6, 1), ACTIONS.confirm(), saveNow()));
  await saved(one);
  await two.evaluate(() => saveNow());
  await saved(two);
  await both("changes of both");
  assert.deepEqual(await one.evaluate(() => [rows[3].suggestion, rows[5].mark, rows[6].state]), ["船長の訳。", true, "confirmed"]);
  await one.evaluate(() => ACTIONS.undo());
  await saved(one);
  await both("an undo");
  assert.equal(await one.evaluate(() => rows[5].mark), false);
  assert.equal(await one.evaluate(() => rows[6].state), "confirmed");
  assert.deepEqual(one.faults.filter((fault) => !fault.includes("409")), []);
  assert.deepEqual(two.faults.filter((fault) => !fault.includes("409")), []);
  // A second desk on the same folder leaves the project alone.
  const second = await startDesk({ shelf: own.shelf });
  const third = await visitDesk(context, second.address);
  const answer = await third.evaluate(async () => {
    const { projects } = await (await fetch("/api/desk")).json();
    return (await fetch(`/project/${projects[0].id}`)).text();
  });
  assert.match(answer, /open in another desk/);
  for (const page of [one, two, third]) await page.close();
  await own.kill();
  await second.kill();
});

test("a project of a newer version is refused and left as it was", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await reviewing(page);
  await page.close();
  await own.kill();
  const path = join(own.shelf, "ferry.ja", "state.json");
  const newer = readFileSync(path, "utf8").replace('"version":1', '"version":2');
  writeFileSync(path, newer);
  const again = await startDesk({ shelf: own.shelf });
  const next = await visitDesk(context, again.address);
  const answer = await next.evaluate(async () => {
    const { projects } = await (await fetch("/api/desk")).json();
    return (await fetch(`/project/${projects[0].id}`)).text();
  });
  assert.match(answer, /newer version/);
  assert.equal(readFileSync(path, "utf8"), newer);
  await next.close();
  await again.kill();
});

test("texts that another version cuts otherwise are carried over", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  await page.locator("#sample").click();
  await page.locator("#align").click();
  await reviewing(page);
  await suggest(page, 4, "海岸の灯はみな知っている。");
  await page.evaluate(() => point(2, 1));
  await page.keyboard.press("c");
  await saved(page);
  await page.close();
  await own.kill();
  // As if an older version had joined two sentences of the original into one segment.
  const path = join(own.shelf, "ferry.ja", "state.json");
  const state = JSON.parse(readFileSync(path, "utf8"));
  const [source] = state.segments;
  const last = source.length - 1;
  source.splice(last - 1, 2, `${source[last - 1]} ${source[last]}`);
  const [a, b] = state.rows.splice(-2);
  state.rows.push([a[0], b[1] - 1, a[2], b[3], 0.5, "open", false, "", null, null]);
  state.document = "d0000000000000000";
  writeFileSync(path, JSON.stringify(state));
  // A folder that is a project is opened at once.
  const again = await startDesk({ shelf: join(own.shelf, "ferry.ja") });
  const next = await visitDesk(context, again.address);
  await reviewing(next);
  assert.deepEqual(await next.evaluate(() => [rows.length, rows[4].suggestion, rows[2].state]), [20, "海岸の灯はみな知っている。", "confirmed"]);
  await next.close();
  await again.kill();
});

// Asks without a browser, which sets what it wants.
function ask(origin, path, { method = "GET", headers = {}, body } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((found, failed) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      let text = "";
      answer.on("data", (data) => (text += data));
      answer.on("end", () => found({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on("error", failed);
    asked.end(body);
  });
}

test("a page of another port can neither read nor write, nor frame the desk; other names and paths lead nowhere", async () => {
  const page = await visitDesk(context, desk.address);
  const hostile = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><title>x</title>"));
  await new Promise((ready) => hostile.listen(0, "127.0.0.1", ready));
  const evil = await context.newPage();
  await evil.goto(`http://127.0.0.1:${hostile.address().port}/`);
  const tried = await evil.evaluate(async (origin) => {
    const attempt = async (path, options) => {
      try {
        const answer = await fetch(origin + path, { credentials: "include", ...options });
        return answer.type === "opaque" ? "opaque" : `${answer.status} ${await answer.text()}`;
      } catch {
        return "no";
      }
    };
    const frame = document.createElement("iframe");
    frame.src = origin;
    const script = document.createElement("script");
    script.src = `${origin}/start.js`;
    const ran = new Promise((end) => {
      script.onload = () => end("ran");
      script.onerror = () => end("refused");
    });
    document.body.append(frame, script);
    await new Promise((end) => (frame.onload = end));
    let framed = "no";
    try {
      framed = frame.contentDocument.body.innerText;
    } catch {
      framed = "no";
    }
    return [await attempt("/api/desk"), await attempt("/api/desk", { mode: "no-cors" }), await attempt("/api/end", { method: "POST", body: "null" }),
      await attempt("/api/end", { method: "POST", body: "null", mode: "no-cors" }), await ran, framed];
  }, desk.origin);
  assert.deepEqual(tried, ["no", "no", "no", "no", "refused", "no"]);
  await evil.close();
  hostile.close();
  assert.equal(await page.evaluate(async () => (await fetch("/api/desk")).status), 200, "the desk is still there");
  const cookies = await context.cookies(desk.origin);
  const [cookie] = cookies.filter(({ name }) => name.endsWith(new URL(desk.origin).port));
  assert.ok(cookie.httpOnly && cookie.sameSite === "Strict");
  const own = { cookie: `${cookie.name}=${cookie.value}` };
  const rows = [
    ["the desk itself", "/api/desk", { headers: own }, 200],
    ["no cookie", "/api/desk", {}, 403],
    ["a wrong token", "/?token=00000000000000000000000000000000", {}, 403],
    ["a name that leads here", "/api/desk", { headers: { ...own, host: `evil.example:${new URL(desk.origin).port}` } }, 403],
    ["localhost", "/api/desk", { headers: { ...own, host: `localhost:${new URL(desk.origin).port}` } }, 403],
    ["a foreign origin", "/api/desk", { headers: { ...own, origin: "http://evil.example" } }, 403],
    ["a change without origin", "/api/end", { method: "POST", headers: own, body: "null" }, 403],
    ["another method", "/api/desk", { method: "PUT", headers: { ...own, origin: desk.origin }, body: "" }, 405],
    ["a path", "/project/..%2f..%2fetc", { headers: own }, 404],
    ["no JSON", "/api/align", { method: "POST", headers: { ...own, origin: desk.origin }, body: "{" }, 400],
  ];
  for (const [name, path, options, expected] of rows) assert.equal((await ask(desk.origin, path, options)).status, expected, name);
  const [project] = await page.evaluate(async () => (await (await fetch("/api/desk")).json()).projects);
  for (const name of ["..%2fstate.json", "%2e%2e%2fjournal.jsonl", "%2fetc%2fpasswd", "state.json", "%00"]) {
    assert.equal((await ask(desk.origin, `/api/project/${project.id}/results/${name}`, { headers: own })).status, 404, name);
  }
  const { headers } = await ask(desk.origin, "/", { headers: own });
  assert.match(headers["content-security-policy"], /frame-ancestors 'none'/);
  assert.equal(headers["x-frame-options"], "DENY");
  noFaults(page);
  await page.close();
});

test("files that mean harm make no element, leave no folder, and are bounded", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  const names = [file("x.en.txt", "<img src=x onerror=alert(1)> It rained. {{7*7}} </script><script>alert(1)</script>"), file("x.ja.txt", "<img src=x onerror=alert(1)> 雨が降った。</script>")];
  await drop(page, names);
  await page.evaluate(() => fetch("/api/files", { method: "POST", body: "雨。", headers: { "x-file-name": encodeURIComponent("../../../<b>evil</b>.txt") } }));
  await page.locator("#align").click();
  await reviewing(page);
  assert.equal(await page.locator("img, .row b:not(.note b)").count(), 0);
  const shelf = readdirSync(own.shelf);
  assert.deepEqual(shelf, ["x.ja"]);
  assert.deepEqual(readdirSync(dirname(own.shelf)), ["shelf"]);
  const large = await page.evaluate(async () => {
    const answer = await fetch("/api/project/x/steps", { method: "POST", body: "x".repeat(17 << 20) }).catch(() => null);
    return answer?.status ?? "closed";
  });
  assert.ok([413, "closed"].includes(large), String(large));
  await page.close();
  await own.kill();
});

test("several pairs make a list; a pair can be exchanged; a job can be cancelled; the page ends the desk", async () => {
  const own = await startDesk();
  const page = await visitDesk(context, own.address);
  const text = (word, n) => Array.from({ length: n }, (_, k) => word.replace("#", k)).join("");
  const paths = ["a", "b"].flatMap((name) => [file(`${name}.en.txt`, text("The boat left pier #. ", 8)), file(`${name}.ja.txt`, text("船は#番桟橋を出た。", 8))]);
  await drop(page, [paths[3], paths[0], paths[2], paths[1]]);
  assert.deepEqual((await page.locator(".pair b.name").allInnerTexts()).sort(), ["a.en.txt", "a.ja.txt", "b.en.txt", "b.ja.txt"]);
  assert.match(await page.locator("#align").innerText(), /2 pairs/);
  await page.locator(".swap").first().click();
  await page.locator(".swap").first().click();
  await page.locator("#align").click();
  await page.waitForFunction(() => document.querySelectorAll("#jobs .done a").length === 2);
  assert.deepEqual(readdirSync(own.shelf).sort(), ["a.ja", "b.ja"]);
  const long = [file("long.en.txt", text("The engineer measured bridge # in the cold month of March and went home. ", 60_000)), file("long.ja.txt", text("技師は寒い三月に橋#を測り、家に帰った。", 60_000))];
  await drop(page, long);
  await page.locator("#align").click();
  await page.locator("#jobs .small").click();
  await page.locator("#jobs .cancelled").waitFor();
  assert.ok(!readdirSync(own.shelf).some((name) => name.startsWith("long")));
  await page.locator("#end").click();
  assert.equal(await own.ended, 0);
  await page.close();
});

// Texts stay texts: what stands in a text, the name of a file, a note or the browser's storage does not run, makes no element, and
// asks the network for nothing. Review pages, reports and pages of two columns are made of hostile texts and used. Other tests put
// such texts into a page as elements, and see that its policy stops them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { command, download, file, open } from "./browser.js";

// What a text does if it runs, and whom it calls if it is loaded. Nobody answers there.
const RUN = "globalThis.taken=1";
const ASK = "http://taken.invalid/";
const PICTURE = `<img src=x onerror="${RUN}">`;

// Texts by what they try. None has a line end, so that each is a line of a file.
const PAYLOADS = {
  "a script": `<script>${RUN}</script>`,
  "a script in capitals": `<ScRiPt src=${ASK}a></ScRiPt>`,
  "the end of a script": `</script><script>${RUN}</script>`,
  "the end of a script with a space": `</script ><svg/onload=${RUN}>`,
  "the end of a title": `</title>${PICTURE}`,
  "the end of a box": `</textarea>${PICTURE}`,
  "the end of a style": `</style><style>@import url(${ASK}b);*{background:url(${ASK}c)}</style>`,
  "the end of noscript": `</noscript>${PICTURE}`,
  "a comment": `--><!-- -->${PICTURE}<!--`,
  "a comment that holds a script": "<!--<script>",
  "a comment that ends early": `<!-->${PICTURE}`,
  CDATA: `]]><script>${RUN}</script><![CDATA[ ]]>`,
  "an instruction": `<?xml-stylesheet href="${ASK}d"?><!DOCTYPE x [<!ENTITY y SYSTEM "${ASK}e">]>&y;`,
  "the end of an attribute": `" onmouseover="${RUN}" autofocus onfocus="${RUN}" x="`,
  "the end of an attribute in single quotes": `' onclick='${RUN}' style='background:url(${ASK}f)' x='`,
  "a link that runs": `<a href="javascript:${RUN}">here</a> javascript:${RUN}`,
  "a frame": `<iframe src="javascript:parent.${RUN}" srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  "things that load": `<object data=${ASK}g></object><embed src=${ASK}h><link rel=stylesheet href=${ASK}i><video src=${ASK}j></video>`,
  "a form": `<form action=${ASK}k><button autofocus onfocus=${RUN}>go</button></form>`,
  "a base": `<base href=${ASK}l>`,
  "a page that leaves": `<meta http-equiv=refresh content="0;url=${ASK}m">`,
  SVG: `<svg><animate onbegin=${RUN} attributeName=x dur=1s><script href="data:,${RUN}"/></svg>`,
  MathML: `<math><mtext><table><mglyph><style><!--</style>${PICTURE}`,
  "an event of its own": `<details open ontoggle=${RUN}><dialog open onclose=${RUN}>`,
  "separators of lines": `\u2028;${RUN};\u2029//`,
  "characters of no width": `<scr\u0000ipt>${RUN}</scr\u0000ipt><\u200bscript\ufeff>${RUN}`,
  "a turned text": `\u202e<script>${RUN}</script>\u202c\u2066x\u2069`,
  references: `&lt;script&gt;${RUN}&lt;/script&gt;&#60;img src=x onerror=${RUN}&#62;&lt${RUN}`,
  "escapes of JSON": `\\u003cscript>${RUN}\\u003c/script>"}],"title":[{"\\`,
  "a template string": `\`\${${RUN}}\` {script} {data} {title} {{constructor.constructor('${RUN}')()}}`,
  UTF7: `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
  "names that objects have": "__proto__ constructor toString {\"__proto__\":{\"taken\":1}}",
  "a code of a terminal": "\u001b]0;taken\u0007\u001b[31mred\u009b0m",
  "a formula": `=HYPERLINK("${ASK}n","here")`,
};
const ALL = Object.values(PAYLOADS);
const TOGETHER = ALL.join(" ");

// What an element may be made of, on all pages.
const ELEMENTS = new Set(("a article aside b body button canvas col dd del details dialog div dl dt fieldset h1 h2 h3 head header html i input "
  + "ins kbd label legend li main mark meta noscript option p progress script search section select span style summary table tbody td "
  + "textarea th thead title tr ul").split(" "));
const ATTRIBUTES = new Set(("autocomplete charset class content dir disabled for height hidden href http-equiv id inputmode lang max min name open placeholder role rows "
  + "scope size spellcheck style tabindex title type value width xmlns").split(" "));

let context, made;

// A program that is run whatever its result is.
function taiyaku(...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return { status, stdout, stderr };
}

function write(...args) {
  const { status, stderr } = taiyaku(...args);
  assert.equal(status, 0, `${args.join(" ")}: ${stderr}`);
  return args.at(-1);
}

// A page that is watched from before it begins: what it asks for, opens and reports.
async function watch(path) {
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("dialog", (dialog) => {
    page.faults.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("popup", (popup) => page.faults.push(`window ${popup.url()}`));
  page.on("framenavigated", (frame) => frame.url() !== page.url0 && page.faults.push(`went to ${frame.url()}`));
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url === page.url0) return route.continue();
    page.asked.push(url);
    return route.abort();
  });
  page.on("request", (request) => {
    if (request.url() !== page.url0 && !request.url().startsWith("blob:")) page.tried.push(request.url());
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`), true);
  });
  return visit(page, path);
}

// Goes to a page and forgets what was seen before.
async function visit(page, path) {
  page.url0 = pathToFileURL(path).href;
  page.faults = [];
  // Requests but that for the page itself. What the policy stops is in `tried` alone; all others are in `asked` too, and get no answer.
  [page.tried, page.asked] = [[], []];
  await page.goto(page.url0);
  return page;
}

// The faults of a page: what ran, what was asked for, what the policy had to stop, and which parts are not of our making.
async function faultsOf(page) {
  const found = await page.evaluate(([elements, attributes]) => {
    const faults = [...violations];
    if (globalThis.taken !== undefined || {}.taken !== undefined) faults.push("it ran");
    for (const key in {}) faults.push(`every object has ${key}`);
    for (const el of document.querySelectorAll("*")) {
      if (!elements.includes(el.localName) || el.namespaceURI !== "http://www.w3.org/1999/xhtml") faults.push(`element ${el.localName}`);
      for (const { name, value } of el.attributes) {
        if (!attributes.includes(name) && !/^(data|aria)-/.test(name)) faults.push(`attribute ${name}`);
        if (name === "href" && value !== "#rows") faults.push(`link to ${value}`);
        if (name === "style" && /url|image|expression|@/.test(value)) faults.push(`style ${value}`);
      }
    }
    return faults;
  }, [[...ELEMENTS], [...ATTRIBUTES]]);
  return [...found, ...page.faults, ...new Set([...page.tried, ...page.asked].map((url) => `asked for ${url}`))];
}

// What is on a page to read. A payload is there if it was shown as text.
function shownText(page) {
  return page.evaluate(() => document.title + document.body.textContent);
}

// Without what is not shown: characters without a shape, which are shown by name or not at all, and kinds of white space.
const plain = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd\u2028\u2029\s]/g, "");

async function assertShown(page, payloads) {
  const text = plain(await shownText(page));
  for (const payload of payloads) assert.ok(text.includes(plain(payload)), `${payload} is not on the page`);
}

before(() => {
  const source = file("<img src=x onerror=globalThis.taken=1>.en.txt", ALL.map((text) => `Captain Marlow of Harrow found ${text} on 3 May.`).join("\n\n"));
  const target = file("\" autofocus onfocus=\"globalThis.taken=1\" x=\".ja.txt", ALL.map((text) => `ハローのマーロウ船長は五月四日に${text}を見つけた。`).join("\n\n"));
  const glossary = file("glossary.tsv", ALL.filter((text) => text.length < 80 && !text.includes("\u0000")).map((text, k) => `訳語${k}${text}\tCaptain\n${text}の語\tMarlow ${text}\n`).join(""));
  made = { source, target, texts: ["--source", source, "--target", target, "--glossary", glossary] };
});
beforeEach(async () => {
  await context?.close();
  context = await open();
});
after(() => context?.close());

// Uses a review page as a reviser does, with texts that mean harm wherever one can type.
async function use(page) {
  await page.locator(".row.current").waitFor();
  await page.evaluate(() => {
    fillAll();
    byId("names").open = true;
    for (const row of rows) if (row.el) showLinks(row);
  });
  for (const [key, text] of [["e", TOGETHER], ["t", TOGETHER]]) {
    await page.keyboard.press(key);
    await page.locator(".box").fill(text);
    await page.keyboard.press("Control+Enter");
  }
  await page.locator("#search").fill(PAYLOADS["the end of a script"]);
  await page.keyboard.press("Enter");
  await page.locator("#row-number").fill(PICTURE);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  const acts = ["language", "help", "closeDialog", "saved", "closeDialog", "openConfirmAll", "confirmAll", "mark", "down", "mergeDown", "split", "undo", "undo",
    "redo", "ignore", "nextPlace", "next", "theme"];
  for (const act of acts) await page.evaluate((name) => ACTIONS[name](document.querySelector(`[data-do=${name}]`)), act);
  await page.evaluate(() => document.querySelectorAll("dialog").forEach((dialog) => dialog.close()));
  await page.emulateMedia({ media: "print" });
  await page.emulateMedia({ media: "screen" });
  await page.waitForFunction(() => pending.length === 0);
}

// What the tests see where a payload is a part of a page without a policy. References and the like are text there too.
const SEEN = [
  [/it ran/, ["a script", "the end of a script", "the end of a title", "a comment", "SVG", "an event of its own"]],
  [/asked for http:/, ["a script in capitals", "the end of a style", "things that load"]],
  [/element (iframe|form|base|math)/, ["a frame", "a form", "a base", "MathML"]],
  [/link to javascript:/, ["a link that runs"]],
  [/^$/, ["references", "UTF7", "escapes of JSON", "a formula", "a template string"]],
  // The last: no other page can be opened while it leaves.
  [/asked for http:/, ["a page that leaves"]],
];

test("the tests see what runs, what is loaded and what is an element", async () => {
  const page = await watch(file("empty.html", "<!DOCTYPE html><title>x</title>"));
  for (const [pattern, names] of SEEN) {
    for (const name of names) {
      await visit(page, file("bare.html", `<!DOCTYPE html><meta charset=utf-8><title>x</title><p>${PAYLOADS[name]}`));
      let found;
      // A picture fails, and a page leaves, some time after the page is there.
      for (let k = 0; k < 200 && !pattern.test(found); k++) {
        if (k) await new Promise((done) => setTimeout(done, 20));
        found = (await faultsOf(page).catch(() => page.asked.map((url) => `asked for ${url}`))).join(", ");
      }
      assert.match(found, pattern, name);
    }
  }
});

test("a review page of hostile texts, titles, terms and names of files", async () => {
  for (const more of [["--title", TOGETHER.replaceAll("\u0000", "")], []]) {
    const page = await watch(write("review", ...made.texts, ...more, "-o", file("texts.html")));
    await use(page);
    await assertShown(page, [...ALL, ...(more.length ? [more[1]] : ["autofocus onfocus"])]);
    assert.deepEqual(await faultsOf(page), []);
    await page.reload();
    await page.locator(".row.current").waitFor();
    assert.match(await page.locator("#rows .comment").first().innerText(), /globalThis/);
    assert.deepEqual(await faultsOf(page), []);
    await page.evaluate(() => localStorage.clear());
    await page.close();
  }
});

// A reviewed file whose notes mean harm, as a colleague might send it. `change` is given each row.
function reviewed(name, change = () => {}) {
  const path = write("review", ...made.texts, "-o", file(`${name}.from.json`));
  const data = JSON.parse(readFileSync(path, "utf8"));
  data.rows.forEach((row, k) => Object.assign(row, { comment: ALL[k] ?? "", suggestion: `${row.target_text}${ALL[k]}` }));
  data.rows.forEach(change);
  return file(`${name}.reviewed.json`, JSON.stringify(data));
}

test("a review page of hostile comments, suggestions and old texts, and its exports", async () => {
  // Every second row was another text when it was reviewed.
  const path = reviewed("notes", (row, k) => {
    if (k % 2) Object.assign(row, { state: "confirmed", source_text: `${row.source_text} ${ALL[k]}`, target_text: ALL[k] + row.target_text });
  });
  const page = await watch(write("realign", ...made.texts, "--reviewed", path, "-o", file("notes.html")));
  await use(page);
  await assertShown(page, ALL);
  assert.ok((await page.locator(".suggestion ins").count()) > 20 && (await page.locator(".comment").count()) > 30);
  assert.deepEqual(await faultsOf(page), []);
  await page.unroute("**/*");
  const again = [];
  for (const button of ["json", "tsv"]) again.push([button, await download(page, button)]);
  assert.deepEqual(await faultsOf(page), []);
  await page.close();
  for (const [name, exported] of again) {
    const next = await watch(write("realign", ...made.texts, "--reviewed", exported, "-o", file(`again.${name}.html`)));
    await use(next);
    await assertShown(next, ALL);
    assert.deepEqual(await faultsOf(next), [], name);
    await next.close();
  }
});

test("reports and pages of two columns, with findings and notes", async () => {
  const notes = ["--reviewed", reviewed("reading")];
  const table = write("realign", ...made.texts, ...notes, "-o", file("reading.xlf"));
  const title = ["--title", TOGETHER.replaceAll("\u0000", "")];
  const pages = {
    report: write("review", ...made.texts, ...title, "-o", file("a.report.html")),
    "report, of names of files": write("review", ...made.texts, "-o", file("b.report.html")),
    "report with notes": write("realign", ...made.texts, ...notes, "-o", file("c.report.html")),
    "two columns": write("align", ...made.texts, "--findings", "-o", file("a.columns.html")),
    "two columns with notes": write("convert", table, "--findings", "-o", file("b.columns.html")),
  };
  for (const [name, path] of Object.entries(pages)) {
    const page = await watch(path);
    await page.emulateMedia({ media: "print" });
    // What a page does not show is a pair without findings in a report.
    await assertShown(page, name.includes("columns") || name.includes("notes") ? ALL.filter((text) => !/[\u0000\u2028]/.test(text)) : [PAYLOADS["a script"]]);
    assert.deepEqual(await faultsOf(page), [], name);
    assert.equal(await page.locator("script").count(), 0, name);
    await page.close();
  }
});

// The policy alone, on pages in which texts are elements. It cannot stop a page that leaves.
test("the policy of every page stops what no text may do", async () => {
  const pages = {
    review: write("review", ...made.texts, "-o", file("policy.html")),
    report: write("review", ...made.texts, "-o", file("policy.report.html")),
    columns: write("align", ...made.texts, "-o", file("policy.columns.html")),
  };
  for (const [name, path] of Object.entries(pages)) {
    const html = readFileSync(path, "utf8");
    const page = await watch(path);
    for (const [what, text] of Object.entries(PAYLOADS)) {
      if (what === "a page that leaves") continue;
      await visit(page, file("stopped.html", html.replace("<body>", () => `<body><p>${text}</p>`)));
      await page.evaluate(() => document.querySelector("a[href^=java]")?.click());
      assert.equal(await page.evaluate(() => globalThis.taken), undefined, `${name}: ${what} ran`);
      assert.deepEqual(page.asked, [], `${name}: ${what}`);
      assert.equal(page.url(), page.url0, `${name}: ${what}`);
      if (["a script", "the end of a title", "things that load", "a base"].includes(what)) {
        assert.ok((await page.evaluate(() => violations.length)) > 0, `${name}: the policy stops ${what}`);
      }
    }
    await page.close();
  }
});

test("the script of a review page cannot make elements of text", async () => {
  const page = await watch(write("review", ...made.texts, "-o", file("trusted.html")));
  const done = await page.evaluate((text) => {
    const tries = {
      innerHTML: () => (document.body.innerHTML = text),
      outerHTML: () => (document.body.lastElementChild.outerHTML = text),
      insertAdjacentHTML: () => document.body.insertAdjacentHTML("beforeend", text),
      write: () => document.write(text),
      parse: () => new DOMParser().parseFromString(text, "text/html"),
      fragment: () => document.createRange().createContextualFragment(text),
      handler: () => document.body.setAttribute("onclick", text),
      frame: () => (document.createElement("iframe").srcdoc = text),
      script: () => (document.createElement("script").text = text),
      timer: () => setTimeout(text, 0),
      policy: () => trustedTypes.createPolicy("default", { createHTML: (html) => html }),
    };
    return Object.keys(tries).filter((name) => {
      try {
        tries[name]();
      } catch {
        return false;
      }
      return true;
    });
  }, PICTURE);
  assert.deepEqual(done, []);
});

// Values that another page from the disk wrote into the storage that both share.
test("a hostile storage is text on the page, or is not on it", async () => {
  const page = await watch(write("review", ...made.texts, "-o", file("storage.html")));
  await page.locator(".row.current").waitFor();
  await page.keyboard.press("c");
  await page.waitForFunction(() => pending.length === 0);
  const values = [TOGETHER, PICTURE, "{\"__proto__\":{\"taken\":1}}", "[".repeat(1_000_000), `{"version":1,"stamp":"","done":${"[".repeat(100_000)}${"]".repeat(100_000)},"undone":[]}`,
    `{"version":1,"stamp":"","constructor":{"prototype":{"taken":1}},"done":[{"__proto__":{"at":0},"ignore":["__proto__"],"on":true}],"undone":[]}`];
  const reopen = async (name, value) => {
    await page.evaluate(([key, text]) => {
      saveNow = keepPlace = () => {};
      localStorage.setItem({ KEY, PLACE_KEY }[key] ?? key, text);
    }, [name, value]);
    await page.reload();
    await page.locator(".row.current").waitFor();
    assert.deepEqual(await faultsOf(page), [], `${name}: ${value.slice(0, 60)}`);
  };
  const journal = JSON.parse(await page.evaluate(() => localStorage.getItem(KEY)));
  for (const name of ["KEY", "PLACE_KEY", "taiyaku theme", "taiyaku language", "taiyaku intro"]) for (const value of values) await reopen(name, value);
  // Of the right shape, and with texts that mean harm.
  const [change] = journal.done;
  const row = [...change.in[0]];
  [row[7], row[8], row[9]] = [TOGETHER, TOGETHER, { state: "confirmed", source_text: TOGETHER, target_text: TOGETHER }];
  await reopen("KEY", JSON.stringify({ ...journal, title: TOGETHER, done: [{ ...change, in: [row] }] }));
  assert.match(await page.locator(".comment").innerText(), /globalThis/);
  // Other reviews in the list of those that are kept.
  for (const [k, value] of [JSON.stringify({ ...journal, title: TOGETHER, saved: 1e15 }), TOGETHER, JSON.stringify({ ...journal, title: { toString: 1 }, saved: PICTURE })].entries()) {
    await reopen(`taiyaku 00ff 000${k}`, value);
  }
  await reopen(`taiyaku "]${PICTURE} 00ff`, TOGETHER);
  await use(page);
  await page.locator("[data-do=saved]").click();
  assert.equal(await page.locator("#saved-list li").count(), 4);
  assert.match(await page.locator("#saved-list").innerText(), /<script>globalThis/);
  for (const button of await page.locator("#saved-list button").all()) await button.click();
  assert.deepEqual(await faultsOf(page), []);
});

// Changes of a reviewed file, and what becomes of it: refused, or read with the wrong part reported.
const SHAPES = {
  "a state that is none": ["reported", (data) => (data.rows[3].state = PICTURE)],
  "a class name for a state": ["reported", (data) => (data.rows[3].state = "open confirmed")],
  "a comment that is an object": ["reported", (data) => (data.rows[3].comment = { toString: PICTURE })],
  "a suggestion that is a list": ["reported", (data) => (data.rows[3].suggestion = [PICTURE])],
  "a mark that is a text": ["reported", (data) => (data.rows[3].mark = PICTURE)],
  "a confidence that is a text": ["read", (data) => (data.rows[3].confidence = PICTURE)],
  "a confidence past one": ["read", (data) => (data.rows[3].confidence = 1e308)],
  "a range that is a text": ["reported", (data) => (data.rows[3].source = PICTURE)],
  "a range below zero": ["reported", (data) => (data.rows[3].source = [-1, 2])],
  "a range past the end": ["reported", (data) => (data.rows[3].source = [3, 4e9])],
  "a range that runs back": ["reported", (data) => (data.rows[3].source = [4, 3])],
  "a format of another name": ["refused", (data) => (data.format = PICTURE)],
  "a version to come": ["refused", (data) => (data.version = 2)],
  "ids that are none": ["reported", (data) => (data.ignored = [PICTURE, "__proto__"])],
  "rows that are none": ["refused", (data) => (data.rows = PICTURE)],
  "another document": ["refused", (data) => ((data.document = PICTURE), data.rows.forEach((row) => (row.source_text = row.target_text = PICTURE)))],
  "fields of no meaning": ["read", (data) => Object.assign(data.rows[3], { id: PICTURE, constructor: PICTURE })],
};

test("a reviewed file is refused or reported where it has not the shape", async () => {
  const whole = readFileSync(reviewed("shapes"), "utf8");
  const wrong = {};
  for (const [name, [expected, change]] of Object.entries({ ...SHAPES, "a nest of lists": ["refused"] })) {
    const data = JSON.parse(whole);
    change?.(data);
    const text = change ? JSON.stringify(data) : whole.replace(/"ignored":\[\]/, `"ignored":${"[".repeat(200_000)}`);
    const out = file("shapes.html");
    const { status, stderr } = taiyaku("realign", ...made.texts, "--reviewed", file("shapes.json", text), "-o", out);
    const found = status !== 0 ? "refused" : /line \d+: /.test(stderr) ? "reported" : "read";
    if (found !== expected) wrong[name] = `${found}: ${stderr.slice(0, 200)}`;
    assert.ok(status === 0 || status === 1 || status === 2, `${name}: ended with ${status}: ${stderr}`);
    assert.doesNotMatch(stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, `${name}: no code of a terminal is printed`);
    if (status !== 0) continue;
    const page = await watch(out);
    await page.locator(".row.current").waitFor();
    assert.equal(await page.evaluate(() => rows.at(-1).to.join() === sides.map(({ segments }) => segments.length).join()), true, name);
    assert.deepEqual(await faultsOf(page), [], name);
    await page.close();
  }
  assert.deepEqual(wrong, {});
});

// What the tests share: pages made by the command, and a browser that talks to nobody.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const command = resolve(process.env.TAIYAKU ?? join(here, "../../target/release/taiyaku"));
// The page of which most tests make a review.
export const article = join(here, "../../data/samples/article.page.txt");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none"];

export const folder = mkdtempSync(join(tmpdir(), "taiyaku-browser-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

// The page anew, without what the page before it kept or may still keep.
export async function visitAnew(context, path, before) {
  await before?.evaluate(() => {
    clearTimeout(keeping);
    clearTimeout(saving);
    saveNow = keepPlace = () => {};
    localStorage.clear();
  });
  await before?.close();
  return visit(context, path);
}

export function run(...args) {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

export function file(name, text) {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

// A page of the sample article, or of other arguments.
export function reviewPage(name, ...args) {
  const path = file(name);
  run("review", ...(args.includes("--source") ? [] : [article]), ...args, "-o", path);
  return path;
}

// Another page with other data, as the library might have written it: `change` is given the data of a page.
export function changedPage(name, path, change) {
  const [head, rest] = readFileSync(path, "utf8").split('<script type="application/json" id="data">');
  const [text] = rest.split(/(?=<\/script>)/);
  const data = JSON.parse(text);
  change(data);
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return file(name, `${head}<script type="application/json" id="data">${json}${rest.slice(text.length)}`);
}

// A browser with a profile of its own, which keeps what it is told from one visit to the next.
export async function open(options = {}) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`${executablePath}: expected Chromium`);
  const profile = mkdtempSync(join(folder, "profile-"));
  return chromium.launchPersistentContext(profile, {
    executablePath, headless: true, args: FLAGS, viewport: { width: 1320, height: 860 }, locale: "en-GB",
    acceptDownloads: true, ...options,
  });
}

// Visits a file; everything that the console or the network says is a fault.
export async function visit(context, path) {
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) page.faults.push(`asked for ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    page.faults.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(pathToFileURL(path).href);
  await page.locator(".row.current").waitFor();
  return page;
}

export async function download(page, button) {
  await page.locator("#export summary").click();
  const waiting = page.waitForEvent("download");
  await page.locator(`[data-do=${button}]`).click();
  const saved = await waiting;
  const path = file(`${Math.random().toString(36).slice(2)}-${saved.suggestedFilename()}`);
  await saved.saveAs(path);
  return path;
}

// Serious and critical faults that axe finds. It is put in by the debugger, past the page's policy.
export async function axeFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120) + " " + node.failureSummary).join(" | ")}`);
}

// The rows as a person sees them: [source, target], empty where there is no counterpart.
export function rowTexts(page) {
  return page.evaluate(() => [...document.querySelectorAll(".group .row")].map((row) =>
    [...row.querySelectorAll(".cell")].map((cell) => cell.querySelector(".none") ? "" : cell.innerText)));
}

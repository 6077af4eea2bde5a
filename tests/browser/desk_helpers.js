// What the tests of the desk share: a desk of their own, dropped files, and a browser that talks to that desk alone.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { command, folder } from "./browser.js";

const programs = new Set();
process.on("exit", () => programs.forEach((program) => program.kill("SIGKILL")));

// Starts a desk; its shelf is a new folder, or one that was there.
export async function startDesk({ shelf = join(mkdtempSync(join(folder, "desk-")), "shelf"), port = 0 } = {}) {
  const program = spawn(command, ["desk", "--no-open", "--folder", shelf, "--port", String(port)], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const address = await new Promise((found, failed) => {
    program.stderr.on("data", (data) => {
      said += data;
      const address = said.match(/http:\S+/);
      if (address) found(address[0]);
    });
    program.on("exit", (code) => failed(new Error(`the desk ended with ${code}: ${said}`)));
  });
  const ended = new Promise((end) => program.on("exit", (code, signal) => end(code ?? signal)));
  const kill = async (signal = "SIGKILL") => {
    program.kill(signal);
    return ended;
  };
  programs.add(program);
  return { program, shelf, address, origin: new URL(address).origin, kill, ended };
}

// Opens an address; everything that the console says, and every request to anything but the desk, is a fault.
export async function visitDesk(context, address) {
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error.stack)));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !/^(blob|data):/.test(request.url())) page.faults.push(`asked for ${request.url()}`);
  });
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(address);
  return page;
}

// Drops files on the start page as a file manager does.
export async function drop(page, paths) {
  const files = paths.map((path) => ({ name: basename(path), bytes: readFileSync(path).toString("base64") }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, bytes } of list) data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
    return data;
  }, files);
  await page.dispatchEvent("#drop", "drop", { dataTransfer: transfer });
  await page.locator("#align:not([disabled])").waitFor();
}

// From dropped files to the review page.
export async function align(page, paths) {
  await drop(page, paths);
  await page.locator("#align").click();
  await reviewing(page);
}

export async function reviewing(page) {
  await page.waitForURL(/\/project\//);
  await page.locator("html[data-desk=ready] .row.current").waitFor();
}

// Until every change is on the disk.
export const saved = (page) => page.waitForFunction(() => steps.length === 0 && !isSending);
// Until the text is checked as it is.
export const checked = (page) => page.waitForFunction(() => steps.length === 0 && !isSending && !isStale && !isChecking);

export async function suggest(page, at, text) {
  await page.evaluate((k) => point(k, 1), at);
  await page.keyboard.press("t");
  await page.locator(".suggestion-box").fill(text);
  await page.keyboard.press("Enter");
}

export const findings = (page) => page.evaluate(() => data.findings.map(({ check, english }) => `${check}: ${english}`));

// What the desk costs with two long files: node desk_cost.js EN JA. Prints the time from the drop to the first row, that of a check after
// one correction, and the memory of the program. Not a test: the machine decides.

import { readFileSync } from "node:fs";
import { open } from "./browser.js";
import { drop, reviewing, startDesk, suggest, visitDesk } from "./desk_helpers.js";

const [source, target] = process.argv.slice(2);
const ROUNDS = 5;
const context = await open();
const desk = await startDesk();
const page = await visitDesk(context, desk.address);
const median = (times) => Math.round(times.toSorted((a, b) => a - b)[times.length >> 1]);

const drops = [];
for (let k = 0; k < ROUNDS; k++) {
  await page.goto(`${desk.origin}/`);
  await page.locator("#sample").waitFor();
  const from = performance.now();
  await drop(page, [source, target]);
  await page.locator("#align").click();
  await reviewing(page);
  drops.push(performance.now() - from);
}
console.log(`from the drop to the first row: ${median(drops)} ms, rows: ${await page.evaluate(() => rows.length)}`);

await page.waitForFunction(() => document.documentElement.dataset.filled === "true");
const checks = [];
for (let k = 0; k < ROUNDS; k++) {
  const at = await page.evaluate((part) => Math.floor((rows.length * part) / 7), k + 1);
  await suggest(page, at, await page.evaluate((n) => `${lineOf(rows[n], 1)}もう一文。`, at));
  checks.push(await page.evaluate(async () => {
    clearTimeout(checkTimer);
    await saveNow();
    const from = performance.now();
    await checkAgain(true);
    return performance.now() - from;
  }));
}
console.log(`a check after one correction: ${median(checks)} ms`);
const status = readFileSync(`/proc/${desk.program.pid}/status`, "utf8");
console.log(`memory of the program: ${Math.round(Number(status.match(/VmHWM:\s+(\d+)/)[1]) / 1024)} MiB at most`);
await context.close();
await desk.kill();
process.exit(0);

// The pictures that the README shows: the review page, and the desk from start to corrections.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open, reviewPage, visit } from "./browser.js";
import { checked, reviewing, startDesk, suggest, visitDesk } from "./desk_helpers.js";

const here = dirname(fileURLToPath(import.meta.url));
const context = await open({ viewport: { width: 1280, height: 680 } });
const page = await visit(context, reviewPage("article.html", "--title", "The Winter Test"));
await page.locator("#intro button").click();
await page.evaluate(() => {
  const isWrong = (row) => findingsOf(row).some((finding) => finding.check === "number");
  const wrong = rows.findIndex(isWrong);
  for (let at = wrong - 8; at < wrong; at++) commit(CHANGES.edit(at, { state: CONFIRMED }), [0, 0, at]);
  walk(1, isWrong);
  act(CHANGES.edit(cursor.row, { suggestion: lineOf(rows[cursor.row], TARGET).replace("36", "38") }));
  rows[cursor.row].el.scrollIntoView({ block: "center" });
  putProgress();
});
await page.locator(".row.current .link").first().hover();
await page.waitForTimeout(300);
await page.screenshot({ path: join(here, "../../docs/review_page.png") });
await page.close();

const desk = await startDesk({ shelf: join(mkdtempSync(join(tmpdir(), "desk-")), "taiyaku-desk") });
const start = await visitDesk(context, desk.address);
const picture = (name) => start.screenshot({ path: join(here, `../../docs/${name}.png`) });
await start.evaluate(() => localStorage.setItem("taiyaku intro", "seen"));
await start.setViewportSize({ width: 1000, height: 640 });
await start.locator("#sample").click();
await start.locator(".pair").waitFor();
await start.evaluate(() => byId("folder").hidden = true);
await start.mouse.move(5, 300);
await picture("desk_start");
await start.locator("#align").click();
await reviewing(start);
await start.setViewportSize({ width: 1320, height: 640 });
await suggest(start, 1, "フェリーは午後11時45分に函館を出て、朝の3時25分に青森に着く。");
await start.keyboard.press("c");
await suggest(start, 10, "熱いコーヒーが1杯180円だ。");
await checked(start);
await start.waitForTimeout(2_500);
await start.evaluate(() => point(10, 1, undefined, "center"));
await start.waitForFunction(() => toast.hidden);
await picture("desk");
await start.setViewportSize({ width: 1000, height: 460 });
await start.keyboard.press("l");
await start.locator("#corrections .quiet").first().waitFor();
await picture("desk_corrections");
await context.close();
await desk.kill();
process.exit(0);

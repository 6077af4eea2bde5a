// The picture of the page that the README shows.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open, reviewPage, visit } from "./browser.js";

const here = dirname(fileURLToPath(import.meta.url));
const context = await open({ viewport: { width: 1280, height: 680 } });
const page = await visit(context, reviewPage("article.html", "--title", "The Winter Test"));
await page.locator("#intro button").click();
await page.evaluate(() => {
  for (let at = 46; at < 54; at++) commit(CHANGES.edit(at, { state: CONFIRMED }), [0, 0, at]);
  walk(1, (row) => findingsOf(row).some((finding) => finding.check === "number"));
  act(CHANGES.edit(cursor.row, { suggestion: lineOf(rows[cursor.row], TARGET).replace("36", "38") }));
  rows[cursor.row].el.scrollIntoView({ block: "center" });
  putProgress();
});
await page.locator(".row.current .link").first().hover();
await page.waitForTimeout(300);
await page.screenshot({ path: join(here, "../../docs/review_page.png") });
await context.close();

// The overview: verdict, progress, the path through both texts, and what of rows and findings is shown.

const byId = (id) => document.getElementById(id);
const canvas = byId("map");
const SHOWN = {
  all: () => true,
  suspicious: (row) => findingsOf(row).some(isOpen),
  open: (row) => row.state === OPEN,
  confirmed: (row) => row.state === CONFIRMED,
  corrected: (row) => row.state === CORRECTED,
  marked: (row) => row.mark,
  commented: (row) => row.comment !== "",
  doubtful: (row) => row.confidence < 0.8,
};
let shown = "all";
let query = "";

const isSuspicious = (row) => row.state !== CONFIRMED && findingsOf(row).some(isOpen);

function count(label, n) {
  const number = element("span", "count", String(n));
  return [label, " ", number];
}

function tick(checked, label, onInput, symbol, kind) {
  const box = element("input");
  box.type = "checkbox";
  box.checked = checked;
  box.addEventListener("input", () => onInput(box.checked));
  const el = element("label", "tick", box);
  if (symbol) {
    const sign = element("span", `symbol ${kind}`, symbol);
    sign.setAttribute("aria-hidden", "true");
    el.append(sign);
  }
  el.append(...label);
  return el;
}

function toggle(set, value, isOn) {
  if (isOn) set.delete(value);
  else set.add(value);
  refilter();
}

function putPanel() {
  const { rendered, pairs, errors, warnings, hints } = data.verdict;
  const share = rendered < 1 ? Math.min(99.9, 100 * rendered).toFixed(1) : "100";
  byId("verdict").textContent = word("verdictLine", share, errors, warnings, hints, pairs);
  byId("show").replaceChildren(...Object.keys(SHOWN).map((name) => {
    const option = element("option", "", word(name));
    option.value = name;
    option.selected = name === shown;
    return option;
  }));
  const n = (is) => data.findings.filter(is).length;
  byId("severities").replaceChildren(byId("severities").firstElementChild, ...SEVERITIES.map((severity) =>
    tick(!hiddenSeverities.has(severity), count(word(severity), n((f) => f.severity === severity)),
      (on) => toggle(hiddenSeverities, severity, on), SYMBOLS[severity], severity)));
  byId("checks").replaceChildren(byId("checks").firstElementChild, ...Object.keys(data.checks).map((check) =>
    tick(!hiddenChecks.has(check), count(checkName(check), n((f) => f.check === check)), (on) => toggle(hiddenChecks, check, on))));
  byId("checks").hidden = data.findings.length === 0;
  putNames();
}

// Every name with its renderings; a rendering leads to its places, one after the other.
function putNames() {
  const several = data.names.filter(([, renderings]) => renderings.length > 1).length;
  byId("names").parentElement.hidden = data.names.length === 0;
  byId("names").firstElementChild.textContent = word("names", data.names.length, several);
  byId("names").lastElementChild.replaceChildren(...data.names.flatMap(([name, renderings]) => {
    const source = element("dt", renderings.length > 1 ? "several" : "", name);
    source.lang = sides[SOURCE].language;
    return [source, ...renderings.map(([text, segments]) => {
      const button = element("button", "", text);
      button.type = "button";
      button.lang = sides[TARGET].language;
      button.addEventListener("click", () => {
        const next = segments.find((segment) => rowWith(TARGET, segment) > cursor.row) ?? segments[0];
        point(rowWith(TARGET, next), TARGET, next, "center");
      });
      return element("dd", "", button, element("span", "count", String(segments.length)));
    })];
  }));
}

function putProgress() {
  const confirmed = rows.filter((row) => row.state === CONFIRMED).length;
  const byHand = rows.filter((row) => row.state === CORRECTED).length;
  byId("progress").textContent = word("progress", confirmed, rows.length, byHand);
  byId("done").max = Math.max(1, rows.length);
  byId("done").value = confirmed;
  byId("left").textContent = rows.filter(isSuspicious).length;
  for (const [name, list] of [["undo", journal.done], ["redo", journal.undone]]) {
    document.querySelector(`[data-do=${name}]`).setAttribute("aria-disabled", list.length === 0);
  }
  drawPathSoon();
}

function refilter() {
  const wanted = fold(query);
  const isIn = (row) => [SOURCE, TARGET].some((side) => {
    for (let k = row.from[side]; k < row.to[side]; k++) if (folded(side, k).includes(wanted)) return true;
    return false;
  });
  const matches = (row) => wanted === "" || isIn(row) || fold(row.comment).includes(wanted);
  filter = (row) => SHOWN[shown](row) && matches(row);
  layOut();
  byId("hits").textContent = wanted ? word("hits", rows.filter((row) => !row.hidden).length) : "";
  lightHits(wanted);
  putProgress();
}

// ---- Search, without regard to case and width; a folded text is as long as the text.

const foldedTexts = [[], []];

function fold(text) {
  return text.replace(/[^\u0000-\u007f]/g, (c) => {
    const plain = c.normalize("NFKC");
    return plain.length === c.length ? plain : c;
  }).replace(/./gs, (c) => (c.toLowerCase().length === 1 ? c.toLowerCase() : c));
}

function folded(side, k) {
  return (foldedTexts[side][k] ??= fold(sides[side].segments[k][0]));
}

const MOST_HITS = 500;

function lightHits(wanted) {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("hit");
  if (!wanted) return;
  const highlight = new Highlight();
  for (const row of rows) {
    if (highlight.size > MOST_HITS) break;
    if (row.hidden) continue;
    fill(row.group);
    for (const el of row.el.querySelectorAll(".seg")) lightIn(el, wanted, highlight);
  }
  CSS.highlights.set("hit", highlight);
}

function lightIn(el, wanted, highlight) {
  if (!highlight) return;
  const nodes = [];
  const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const place = (offset) => {
    const [start, node] = nodes.findLast(([from]) => from <= offset);
    return [node, Math.min(offset - start, node.length)];
  };
  const inFolded = fold(text);
  for (let at = inFolded.indexOf(wanted); at >= 0 && highlight.size <= MOST_HITS; at = inFolded.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    range.setStart(...place(at));
    range.setEnd(...place(at + wanted.length));
    highlight.add(range);
  }
}

// ---- The map: the original from left to right, the translation from top to bottom.

const COLOURS = ["--faint", "--line", "--accent", "--error", "--warning", "--hint", "--good"];

const drawing = document.createElement("canvas");

function scales() {
  const size = canvas.clientWidth || 224;
  const along = (side) => (k) => 6 + (size - 12) * (k / Math.max(1, sides[side].segments.length));
  return { size, x: along(SOURCE), y: along(TARGET), ratio: window.devicePixelRatio || 1 };
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name.slice(2), style.getPropertyValue(name)]));
}

function stroke(draw, points, colour, width) {
  draw.beginPath();
  for (const [x, y] of points) draw.lineTo(x, y);
  draw.strokeStyle = colour;
  draw.lineWidth = width;
  draw.stroke();
}

// Draws the path with its findings, once for all until rows change; then the cursor over it.
function drawPath() {
  const { size, x, y, ratio } = scales();
  const colour = colours();
  drawing.width = drawing.height = Math.round(size * ratio);
  const draw = drawing.getContext("2d");
  draw.scale(ratio, ratio);
  draw.lineCap = "round";
  const dots = { hint: [], warning: [], error: [] };
  for (const row of rows) {
    const { from, to } = row;
    const isNull = length(row, SOURCE) === 0 || length(row, TARGET) === 0;
    const shade = row.state !== OPEN ? colour.good : isNull ? colour.warning : colour.faint;
    stroke(draw, [[x(from[0]), y(from[1])], [x(to[0]), y(to[1])]], shade, isNull ? 1 : 2);
    for (const finding of findingsOf(row)) if (isOpen(finding)) dots[finding.severity].push(row);
  }
  for (const severity of ["hint", "warning", "error"]) {
    for (const { from, to } of new Set(dots[severity])) {
      dot(draw, x((from[0] + to[0]) / 2), y((from[1] + to[1]) / 2), severity, colour[severity]);
    }
  }
  drawMap();
}

let isDrawing = false;

// A key is answered first.
function drawPathSoon() {
  if (isDrawing) return;
  isDrawing = true;
  whenIdle(() => {
    isDrawing = false;
    drawPath();
  });
}

function drawMap() {
  const { size, x, y, ratio } = scales();
  const colour = colours();
  canvas.width = canvas.height = Math.round(size * ratio);
  const draw = canvas.getContext("2d");
  draw.scale(ratio, ratio);
  const here = rows[cursor.row];
  if (here) {
    const [s, t] = [SOURCE, TARGET].map((side) => (here.from[side] + here.to[side]) / 2);
    stroke(draw, [[x(s), 0], [x(s), size]], colour.line, 1);
    stroke(draw, [[0, y(t)], [size, y(t)]], colour.line, 1);
    draw.beginPath();
    draw.arc(x(s), y(t), 6, 0, 7);
    draw.strokeStyle = colour.accent;
    draw.lineWidth = 2;
    draw.stroke();
  }
  if (drawing.width) draw.drawImage(drawing, 0, 0, size, size);
  canvas.setAttribute("aria-valuemax", Math.max(1, rows.length));
  canvas.setAttribute("aria-valuenow", cursor.row + 1);
  canvas.setAttribute("aria-valuetext", here ? spoken(here) : "");
}

function dot(draw, x, y, severity, fill) {
  draw.fillStyle = draw.strokeStyle = fill;
  draw.lineWidth = 1.6;
  draw.beginPath();
  if (severity === "hint") draw.arc(x, y, 1.8, 0, 7);
  else if (severity === "warning") {
    draw.moveTo(x, y - 3.4);
    draw.lineTo(x + 3.2, y + 2.4);
    draw.lineTo(x - 3.2, y + 2.4);
  } else {
    for (const k of [-1, 1]) {
      draw.moveTo(x - 3 * k, y - 3);
      draw.lineTo(x + 3 * k, y + 3);
    }
    draw.stroke();
    return;
  }
  draw.fill();
}

// The row nearest to a place on the map.
function goToPlace(event) {
  const box = canvas.getBoundingClientRect();
  const at = [(event.clientX - box.left - 6) / (box.width - 12), (event.clientY - box.top - 6) / (box.height - 12)];
  let [best, distance] = [0, Infinity];
  rows.forEach((row, k) => {
    if (row.hidden) return;
    const off = [SOURCE, TARGET].map((side) => (row.from[side] + row.to[side]) / 2 / Math.max(1, sides[side].segments.length) - at[side]);
    const here = off[0] * off[0] + off[1] * off[1];
    if (here < distance) [best, distance] = [k, here];
  });
  point(best, cursor.side, undefined, "center");
}

// The map: the original from left to right, the translation from top to bottom.

const canvas = byId("map");
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
    putCounts();
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

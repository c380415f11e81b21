// What the explorer's canvas shows. `m` is the model of make_chart, with the place where the plot ends (top) and the
// curves that have outputs without a ULP (gutter).

const gutter_row = 7;  // pixels for one curve's outputs without a ULP

// Upwards to the largest error in view, with the gutter on top; m.top gets the place where the plot ends.
function error_range(m, height) {
  let largest = 2;
  for (const { curve } of m.curves) {
    const worst = curve.worse(...curve.between(m.from, m.to));
    if (worst >= 0) largest = Math.max(largest, curve.max[worst]);
  }
  const { floor, place } = m.scale;
  m.top = place(largest) + (place(largest) - floor) * 0.06;
  m.gutter = m.curves.filter(({ curve }) => curve.unscored.some((n) => n > 0));
  const room = m.gutter.length === 0 ? 0 : m.gutter.length * gutter_row + 6;
  return [floor, m.top + ((m.top - floor) * room) / Math.max(height - room, 50)];
}

// From a place on the axis, or an error, to pixels.
function projection(area, m) {
  const x = (place) => area.x + ((place - m.from) / (m.to - m.from)) * area.w;
  const room = m.gutter.length === 0 ? 0 : m.gutter.length * gutter_row + 6;
  const [top, foot] = [area.y + room, area.y + area.h];
  const y = (ulp) => foot - ((m.scale.place(ulp) - m.scale.floor) / (m.top - m.scale.floor)) * (foot - top);
  return { x, y, top, foot, left: area.x, right: area.x + area.w };
}

function draw_background(context, area, m, colours) {
  const to = projection(area, m);
  context.save();
  context.font = '11px system-ui, "DejaVu Sans", sans-serif';
  for (const s of m.axis.stretches) {
    if (!s.squeezed) continue;
    context.fillStyle = colours.panel;
    context.fillRect(to.x(s.from), to.top, to.x(s.to) - to.x(s.from), to.foot - to.top);
  }
  m.regions.forEach(({ name, from, to: end }, i) => {
    const [left, right] = [Math.max(to.x(from), to.left), Math.min(to.x(end), to.right)];
    if (right <= left) return;
    context.globalAlpha = i % 2 === 0 ? 0.07 : 0;
    context.fillStyle = colours.text;
    context.fillRect(left, to.top, right - left, to.foot - to.top);
    context.globalAlpha = 1;
  });
  context.restore();
}

function draw_curves(context, area, m, colours) {
  const to = projection(area, m);
  context.save();
  context.font = '11px system-ui, "DejaVu Sans", sans-serif';
  context.lineJoin = 'round';
  draw_rules(context, to, m, colours);
  const behind = m.curves.filter((each) => each !== m.focused);
  for (const each of behind) draw_curve(context, to, m, each, colours, false);
  if (m.focused) draw_curve(context, to, m, m.focused, colours, true);
  m.curves.forEach((each, i) => draw_keys(context, to, m, each, i, colours));
  for (const { name, from, to: end } of m.regions) {
    const [left, right] = [Math.max(to.x(from), to.left), Math.min(to.x(end), to.right)];
    if (context.measureText(name).width + 6 < right - left) label(context, name, left + 3, to.top + 11, colours.dim, colours);
  }
  draw_gutter(context, area, to, m, colours);
  context.restore();
}

// 0.5 and 1 ULP, where strategies branch, and what the conditioning of the function excuses.
function draw_rules(context, to, m, colours) {
  context.lineWidth = 1;
  context.strokeStyle = colours.dim;
  context.setLineDash([5, 4]);
  context.beginPath();
  for (const ulp of [0.5, 1]) {
    context.moveTo(to.left, to.y(ulp));
    context.lineTo(to.right, to.y(ulp));
  }
  context.stroke();
  if (m.kappa.length > 0) {
    context.setLineDash([1, 4]);
    context.lineCap = 'round';
    context.lineWidth = 2;
    context.beginPath();
    m.kappa.forEach(({ place, ulp }, i) => context[i === 0 ? 'moveTo' : 'lineTo'](to.x(place), to.y(ulp)));
    context.stroke();
    context.lineCap = 'butt';
    context.lineWidth = 1;
  }
  context.setLineDash([2, 2]);
  let free = -Infinity;
  let row = 0;
  for (const { place, text } of m.rules) {
    const x = Math.round(to.x(place)) + 0.5;
    if (x < to.left || x > to.right) continue;
    context.beginPath();
    context.moveTo(x, to.top);
    context.lineTo(x, to.foot);
    context.stroke();
    row = x + 3 < free ? (row + 1) % 3 : 0;
    label(context, text, Math.min(x + 3, to.right - context.measureText(text).width), to.top + 24 + 13 * row, colours.dim, colours);
    free = Math.max(free, x + 6 + context.measureText(text).width);
  }
  context.setLineDash([]);
}

function label(context, text, x, y, colour, colours) {
  context.save();
  context.setLineDash([]);
  context.lineWidth = 3;
  context.strokeStyle = colours.bg;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
  context.restore();
}

// In every column of pixels from the least to the largest error of the bins that it touches.
function draw_curve(context, to, m, { curve, slot }, colours, focused) {
  const colour = colours.curves[slot];
  const step = 1 / (devicePixelRatio || 1);
  const place_at = (x) => m.from + ((x - to.left) / (to.right - to.left)) * (m.to - m.from);
  const line = new Path2D();
  const area = new Path2D();
  const mean = new Path2D();
  let drawn = false;  // whether the line goes on from the column before
  let before = 0;
  for (let x = to.left; x < to.right; x += step) {
    const [i, j] = curve.between(place_at(x), place_at(x + step));
    const worst = j < i ? -1 : curve.worse(i, j);
    if (worst < 0) {
      drawn = false;
      continue;
    }
    const high = to.y(curve.max[worst]);
    const low = to.y(curve.max[curve.better(i, j)]);
    // From the end that is nearer to where the line comes from.
    const [start, end] = Math.abs(high - before) < Math.abs(low - before) ? [high, low] : [low, high];
    line[drawn ? 'lineTo' : 'moveTo'](x, start);
    line.lineTo(x, end);
    line.lineTo(x + step, end);
    mean[drawn ? 'lineTo' : 'moveTo'](x + step / 2, to.y(weighted_mean(curve, i, j)));
    area.rect(x, high, step, to.foot - high);
    before = end;
    drawn = true;
  }
  context.fillStyle = context.strokeStyle = colour;
  if (focused) {
    context.globalAlpha = 0.12;
    context.fill(area);
    context.globalAlpha = 1;
    context.lineWidth = 1;
    context.stroke(mean);
  }
  context.lineWidth = focused ? 2.2 : 1.3;
  context.stroke(line);
  draw_inputs(context, to, m, curve, focused);
}

function weighted_mean(curve, i, j) {
  let [sum, n] = [0, 0];
  for (let k = i; k <= j; ++k) {
    if (!(curve.bins.n[k] > 0)) continue;
    sum += curve.mean[k] * curve.bins.n[k];
    n += curve.bins.n[k];
  }
  return sum / n;
}

// Where bins are wide enough to be told apart, their worst inputs at their own places.
function draw_inputs(context, to, m, curve, focused) {
  const [i, j] = curve.between(m.from, m.to);
  const wide = (to.right - to.left) / Math.max(j - i + 1, 1);
  if (wide < (focused ? 12 : 30)) return;
  for (let k = i; k <= j; ++k) {
    if (curve.max[k] !== curve.max[k]) continue;
    context.beginPath();
    context.arc(to.x(curve.at_place[k]), to.y(curve.max[k]), focused ? 3.5 : 2.5, 0, 2 * Math.PI);
    context.fill();
  }
}

// The number of a curve, at its worst input in view and along the line, so that colour does not tell it alone.
function draw_keys(context, to, m, { curve, key, slot }, nth, colours) {
  const text_at = (x, y) => {
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.fillStyle = colours.bg;
    context.strokeStyle = colours.curves[slot];
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
    context.fillStyle = colours.text;
    context.textAlign = 'center';
    context.fillText(key, x, y + 4);
    context.textAlign = 'start';
  };
  const inside = (y) => Math.min(Math.max(y, to.top + 8), to.foot - 8);
  const [first, last] = curve.between(m.from, m.to);
  const worst = curve.worse(first, last);
  if (worst < 0) return;
  const gap = 260;
  for (let x = to.left + 30 + ((nth * 47) % gap); x < to.right - 10; x += gap) {
    const [i, j] = curve.between(...[x, x + 1].map((at) => m.from + ((at - to.left) / (to.right - to.left)) * (m.to - m.from)));
    const here = j < i ? -1 : curve.worse(i, j);
    if (here >= 0) text_at(x, inside(to.y(curve.max[here]) - 9));
  }
  const x = Math.min(Math.max(to.x(curve.at_place[worst]), to.left + 8), to.right - 8);
  const y = to.y(curve.max[worst]);
  context.beginPath();
  context.arc(to.x(curve.at_place[worst]), y, 3, 0, 2 * Math.PI);
  context.fillStyle = colours.curves[slot];
  context.fill();
  text_at(x, inside(y - 11));
}

// Above the plot: where outputs have no ULP.
function draw_gutter(context, area, to, m, colours) {
  m.gutter.forEach(({ curve, key, slot }, row) => {
    const y = area.y + row * gutter_row + 1;
    context.fillStyle = colours.curves[slot];
    const [i, j] = curve.between(m.from, m.to);
    for (let k = i; k <= j; ++k) {
      if (!(curve.unscored[k] > 0)) continue;
      const [left, right] = [Math.max(to.x(curve.left[k]), to.left), Math.min(to.x(curve.right[k]), to.right)];
      context.fillRect(left, y, Math.max(right - left, 1), gutter_row - 2);
    }
  });
  if (m.gutter.length === 0) return;
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(to.left, to.top - 2.5);
  context.lineTo(to.right, to.top - 2.5);
  context.stroke();
}

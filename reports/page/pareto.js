// Accuracy against speed, log-log, of the rows and the conditions that are chosen: reports/html/pareto.cpp drew the
// same for all rows. A point can be reached by keyboard, says what it is, and leads to its error against x.

const pareto_frame = { width: 640, height: 400, left: 46, right: 450, too_high: 490, gutter: 590, top: 14, bottom: 352,
                       most_ulp: 1000 };

function log_scale(low, high, from, to) {
  const place = (value) => from + ((to - from) * Math.log(Math.min(Math.max(value, low), high) / low)) / Math.log(high / low);
  return Object.assign(place, { low, high });
}

// "0.01", "1000", "1e6".
function tick_label(value) {
  return value >= 0.001 && value < 1e4 ? String(Number(value.toPrecision(6))) : value.toExponential(0).replace('+', '');
}

// Decades, or finer where there is room.
function log_ticks(scale, most) {
  const first = Math.floor(Math.log10(scale.low));
  const last = Math.ceil(Math.log10(scale.high));
  const decades = Math.max(1, last - first);
  const step = Math.ceil(decades / most);
  const digits = Math.log10(scale.high / scale.low) < 1 ? [1, 1.5, 2, 3, 4, 5, 6, 8]
                 : decades * 3 <= most * 2 ? [1, 2, 5] : [1];
  const ticks = [];
  for (let k = first; k <= last; k += step)
    for (const digit of digits) {
      const value = digit * 10 ** k;
      if (value >= scale.low * 0.999 && value <= scale.high * 1.001) ticks.push(value);
    }
  return ticks;
}

function svg_text(text, x, y, attributes = {}) {
  return svg_element('text', { x: coordinate(x), y: coordinate(y), ...attributes }, text);
}

function pareto_grid(across, down) {
  const { left, right, too_high, gutter, top, bottom, width } = pareto_frame;
  const grid = svg_element('g');
  grid.append(svg_element('rect', { class: 'squeezed', x: right, y: top, width: width - right, height: bottom - top }));
  for (const ulp of [0.5, 1, 2, 4, 10, 100, 1000].filter((each) => each <= across.high))
    grid.append(svg_element('path', { class: [0.5, 1, 4].includes(ulp) ? 'bound' : 'grid',
                                      d: `M${coordinate(across(ulp))} ${top}V${bottom}` }),
                svg_text(tick_label(ulp), across(ulp), bottom + 15, { 'text-anchor': 'middle' }));
  for (const ns of log_ticks(down, 6))
    grid.append(svg_element('path', { class: 'grid', d: `M${left} ${coordinate(down(ns))}H${right}` }),
                svg_text(tick_label(ns), left - 5, down(ns) + 4, { 'text-anchor': 'end' }));
  for (const [x, line, text] of [[too_high, 0, 'above'], [too_high, 1, '1000 ULP'], [gutter, 0, 'wrong NaN,'],
                                 [gutter, 1, '∞ or sign'], [(left + right) / 2, 1.4, 'max error (ULP)']])
    grid.append(svg_text(text, x, bottom + 15 + 14 * line, { 'text-anchor': 'middle' }));
  grid.append(svg_element('text', { transform: `translate(11 ${(top + bottom) / 2})rotate(-90)`, 'text-anchor': 'middle' },
                          'ns per element'));
  return grid;
}

// Where a label covers nothing placed before; null when there is no room.
function place_label(text, x, y, taken, strong, open) {
  const { left, width, top, bottom } = pareto_frame;
  const w = 6.1 * text.length + 4;
  const up_right = [x + 6, y - 20, x + 6 + w, y - 6];
  const beside = open ? 16 : 8;  // clear of the arrow of a lower bound
  const right_of = [x + beside, y - 7, x + beside + w, y + 7];
  const free = (box) => box[0] >= left && box[2] <= width && box[1] >= top && box[3] <= bottom &&
                        !taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);
  const box = [strong ? up_right : right_of, strong ? right_of : up_right, [x - 8 - w, y - 7, x - 8, y + 7],
               [x - w / 2, y - 21, x + w / 2, y - 8], [x - w / 2, y + 8, x + w / 2, y + 21],
               [x + 6, y + 6, x + 6 + w, y + 20], [x - 6 - w, y - 20, x - 6, y - 6],
               [x - 6 - w, y + 6, x - 6, y + 20]].find(free);
  if (!box) return null;
  taken.push(box);
  return svg_text(text, box[0] + 2, box[3] - 3, strong ? { class: 'strong' } : {});
}

// The shape tells how it is executed: circle scalar, square SIMD, triangle all else; a cross through it, wrong outputs.
function point_shape(target, x, y, classes) {
  if (target === 'scalar') return svg_element('circle', { class: classes, cx: coordinate(x), cy: coordinate(y), r: 5 });
  if (/^(sse|avx)|^(neon|sve)$/.test(target))
    return svg_element('rect', { class: classes, x: coordinate(x - 4.5), y: coordinate(y - 4.5), width: 9, height: 9 });
  return svg_element('path', { class: classes, d: `M${coordinate(x)} ${coordinate(y - 6)}l5.5 9.5h-11z` });
}

const interval_text = (value, low, high) =>
  ulp_of(high) >= ulp_of(low) ? `${display_3(value)} [${display_3(low)}, ${display_3(high)}]` : display_3(value);

function point_words(page, { row, accuracy, speed, wrong }) {
  const { label, claim } = page.rows[row];
  const claim_words = accuracy.claim_ulp >= 0 ? `claim ${text_of(accuracy.claim_ulp)} ULP: ${claim}` : 'no claim';
  return { label, rest: `${interval_text(speed.ns_per_element, speed.ns_low, speed.ns_high)} ns per element; ` +
    `max ${display_max_ulp(accuracy)} ULP at x = ${accuracy.max_ulp_input ?? '?'}` +
    `${wrong ? `; ${display_failures(accuracy) || 'wrong outputs elsewhere'}` : ''}; ${claim_words}` };
}

// An error that is only a lower bound.
const is_open = (point) => point.accuracy.inputs !== 'exhaustive' && !point.wrong;

function draw_point(page, point, x, down, is_best) {
  const { target } = page.rows[point.row];
  const y = down(point.ns);
  const { ns_low: low, ns_high: high } = point.speed;
  const of_point = point_words(page, point);
  const link = svg_element('a', { href: '#error-versus-x', 'data-row': point.row, class: 'pareto-point',
                                  'aria-label': `${shortened(of_point.label)}: ${of_point.rest}. Show in error versus x` });
  link.append(svg_element('rect', { class: 'reach', x: coordinate(x - 14), y: coordinate(y - 14), width: 28, height: 28 }));
  if (low > 0 && high >= low)
    link.append(svg_element('path', { class: 'whisker', d: `M${coordinate(x)} ${coordinate(down(low))}V${coordinate(down(high))}` }));
  if (is_open(point))
    link.append(svg_element('path', { class: 'whisker open', d: `M${coordinate(x + 5)} ${coordinate(y)}h9m-3.5 -3l3.5 3l-3.5 3` }));
  link.append(point_shape(target, x, y, point.wrong ? 'point wrong' : is_best ? 'point best' : 'point dominated'));
  if (point.wrong) link.append(svg_element('path', { class: 'whisker cross', d: `M${coordinate(x - 6)} ${coordinate(y - 6)}l12 12m0 -12l-12 12` }));
  return link;
}

function pareto_drawing(page, group, points) {
  const { width, height, left, right, too_high, gutter, top, bottom, most_ulp } = pareto_frame;
  const ns = points.map((point) => point.ns);
  const worst = Math.max(4, ...points.filter((point) => !point.wrong).map((point) => point.ulp));
  const across = log_scale(0.4, Math.min(worst * 1.6, most_ulp * 1.2), left, right);
  const down = log_scale(Math.min(...ns) / 1.5, Math.max(...ns) * 1.5, bottom, top);
  const best = frontier_of(points);
  const x_of = (point) => (point.wrong ? gutter : point.ulp > most_ulp ? too_high : across(point.ulp));
  const title = `${page.groups[group].function} · ${page.groups[group].format}`;
  const svg = svg_element('svg', { class: 'wide', role: 'group', viewBox: `0 0 ${width} ${height}`,
                                   'aria-label': `Accuracy against speed, ${title}: ${points.length} implementations` });
  svg.append(pareto_grid(across, down));
  if (best.length)
    svg.append(svg_element('path', { class: 'step', d: `M${coordinate(x_of(best[0]))} ${top}` +
      best.map((point) => `H${coordinate(x_of(point))}V${coordinate(down(point.ns))}`).join('') + `H${right}` }));
  const taken = points.map((point) => [x_of(point) - 6, down(point.ns) - 6, x_of(point) + 6, down(point.ns) + 6]);
  const labels = [];
  // Those of the frontier come last, so that they lie on top, and choose their labels first.
  const in_order = [...best, ...points.filter((point) => !best.includes(point))];
  for (const point of in_order)
    labels.push(place_label(page.rows[point.row].label, x_of(point), down(point.ns), taken, best.includes(point), is_open(point)));
  for (const point of in_order.reverse()) svg.append(draw_point(page, point, x_of(point), down, best.includes(point)));
  svg.append(...labels.filter(Boolean));
  return svg;
}

function start_pareto(page, state) {
  const { selection } = page;
  const figures = new Map();  // group -> what is in its place, and for what it was drawn

  function read_out(figure, point) {
    const { label, rest } = point_words(page, point);
    const link = html_element('a', { href: '#error-versus-x' }, 'show in error versus x');
    link.addEventListener('click', (event) => show(event, point.row));
    figure.read_out.replaceChildren(html_element('b', {}, words(label)), ` ${rest}. `, link);
  }
  function show(event, row) {
    event.preventDefault();
    state.set({ show: shown_text([page.rows[row].label]), focus: page.rows[row].label });
    document.getElementById('error-versus-x')?.scrollIntoView();
  }
  function figure_of(group) {
    if (!figures.has(group)) {
      const element = document.querySelector(`#choose .group[data-group="${group}"] figure.pareto`);
      const read_out = html_element('p', { class: 'read-out' }, 'A point says here what it is.');
      const box = element && html_element('div', { class: 'scroll' });
      element?.replaceChildren(box, read_out, ...element.querySelectorAll('figcaption'));
      figures.set(group, { read_out, box, drawn: null });
    }
    return figures.get(group);
  }
  function draw(group) {
    const figure = figure_of(group);
    if (!figure.box) return;
    const { target, region } = selection.current();
    const key = [target, region, selection.speed_words(group)].join('|');
    if (figure.drawn === key) return;
    figure.drawn = key;
    const points = selection.points_of(group);
    if (points.length === 0) {
      figure.box.replaceChildren(html_element('p', { class: 'dim' }, 'No row of this selection has both an error and a time.'));
      return;
    }
    const svg = pareto_drawing(page, group, points);
    for (const link of svg.querySelectorAll('a')) {
      const point = points.find((each) => each.row === Number(link.dataset.row));
      link.addEventListener('pointerenter', () => read_out(figure, point));
      link.addEventListener('focus', () => read_out(figure, point));
      link.addEventListener('click', (event) => show(event, point.row));
    }
    figure.box.replaceChildren(svg);
  }
  const draw_all = () => selection.current().groups.forEach(draw);
  state.on_change(draw_all);
  draw_all();
}

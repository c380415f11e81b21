// Cells of tables, written again from other records than the page was: another region, other conditions of speed.
// What to write a section says itself: data-columns="KIND - accuracy.max_ulp.ulp ...", of its tables of class KIND the
// record, the column and how it is shown, in order; "-" is not to be written again.

function html_element(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function svg_element(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// Text of any length: beyond 120 characters in a box that scrolls, as markup.cpp writes it.
function words(text) {
  return text.length <= 120 ? text : html_element('span', { class: 'long', tabindex: '0' }, text);
}
const shortened = (text) => (text.length <= 120 ? text : `${text.slice(0, 119)}…`);

const show_value = {
  ulp: (record, column) => (column === 'max_ulp' ? display_max_ulp(record) : display_ulp(record[column])),
  count: (record, column) => (record[column] === undefined ? '' : display_count(record[column])),
  percent: (record, column) => display_percent(record[column]),
  3: (record, column) => display_3(record[column]),
  text: (record, column) => text_of(record[column]),
  decimal: (record, column) => (record[column] && number_formats[record.format]
    ? decimal_of(number_formats[record.format], BigInt(record[column])) : ''),
  failures: (record) => display_failures(record),
};

function columns_of(section) {
  const [kind, ...sources] = (section.dataset.columns ?? '').split(' ');
  const columns = sources.map((source, i) => [i, ...source.split('.')]).filter(([, , , show]) => Object.hasOwn(show_value, show ?? ''));
  return { kind, columns };
}

// What the page had in a cell before it was written first: on a page of many rows its figures have more digits than
// the records in it.
const first_written = new WeakMap();

function keep_first(cell) {
  if (!first_written.has(cell))
    first_written.set(cell, { nodes: [...cell.childNodes].map((node) => node.cloneNode(true)),
                              of: ['class', 'style'].map((name) => [name, cell.getAttribute(name)]) });
}

function set_text(cell, shown, of_class = null) {
  keep_first(cell);
  if (cell.textContent !== shown) cell.replaceChildren(words(shown));
  if (of_class === '') cell.removeAttribute('class');
  else if (of_class !== null) cell.className = of_class;
}

function restore_cell(cell) {
  const first = first_written.get(cell);
  if (!first) return;
  cell.replaceChildren(...first.nodes.map((node) => node.cloneNode(true)));
  for (const [name, value] of first.of) {
    if (value === null) cell.removeAttribute(name);
    else cell.setAttribute(name, value);
  }
}

// Writes the cells of a table whose rows are implementations (data-row); `as_is`: as the page had them.
function rewrite_table(table, columns, selection, as_is) {
  for (const tr of table.tBodies[0].rows) {
    if (as_is) [...tr.cells].forEach(restore_cell);
    if (as_is || tr.dataset.row === undefined) continue;
    const records = {};
    for (const [i, of, column, show] of columns) {
      records[of] ??= [selection.record(Number(tr.dataset.row), of)];
      const [record] = records[of];
      const text = record ? show_value[show](record, column) : '';
      set_text(tr.cells[i], text, show === 'failures' ? (text === '' ? '' : 'bad') : null);
    }
  }
}

// Heads say what their column is; the exact figure is the title of a cell that shows fewer digits.
function write_titles(table, columns, selection) {
  for (const [i, of, column, show] of columns) Object.assign(table.tHead.rows[0].cells[i].dataset, { of, column, show });
  for (const tr of table.tBodies[0].rows) {
    if (tr.dataset.row === undefined) continue;
    for (const [i, of, column, show] of columns) {
      if (!['ulp', 'percent', '3'].includes(show)) continue;
      const exact = selection.value(Number(tr.dataset.row), of, column);
      const cell = tr.cells[i];
      if (exact !== '' && cell.textContent !== exact) cell.title = exact;
      else cell.removeAttribute('title');
    }
  }
}

// The bar of shares beside an accuracy record, as reports/html/distribution.cpp draws it.
function share_style(record) {
  const n = Math.max(record.n ?? 1, 1);
  const above = [1, 2, 4].map((ulp) => (record[`n_above_${ulp}`] ?? 0) / n);
  const scored = (record.n_scored ?? 0) / n;
  const exact = record.share_correctly_rounded ?? 0;
  const parts = [exact, scored - exact - above[0], above[0] - above[1], above[1] - above[2], above[2]];
  const ends = [];
  let x = 0;
  for (const [i, part] of parts.entries()) {
    if (x >= 99.95) break;
    if (part > 0) x = Math.min(x + Math.max(part * 100, 0.5), 100);
    if (x < 99.95) ends.push(`--${'abcde'[i]}:${coordinate(x)}`);
  }
  return ends.join(';');
}

function rewrite_shares(table, selection, as_is) {
  for (const tr of table.tBodies[0].rows) {
    const cell = tr.cells[2];
    const record = selection.record(Number(tr.dataset.row), 'sample');
    if (as_is) continue;  // restored with its row
    keep_first(cell);
    const style = record ? share_style(record) : '';
    if (style === '') cell.removeAttribute('style');
    else cell.setAttribute('style', style);
    cell.classList.toggle('empty', !record);
  }
}

// A column of a table of times by its head.
const times_columns = {
  'ns/element': 'ns_per_element', low: 'ns_low', high: 'ns_high', 'time / copy': 'ratio_to_copy', 'time / relu': 'ratio_to_relu',
  'TSC cycles/element': 'tsc_cycles_per_element', 'GB/s': 'gb_per_second', elements: 'elements', rounds: 'repetitions',
};

function time_text(record, column) {
  if (column === 'elements' || column === 'repetitions') return show_value.count(record, column);
  if (record[`${column}_low`] === undefined) return display_3(record[column]);
  const bound = column === 'ratio_to_copy' && record[column] <= 1.1 ? '≈ copy: ' : '';
  return `${bound}${display_3(record[column])} [${display_3(record[`${column}_low`])}, ${display_3(record[`${column}_high`])}]`;
}

// Bars end at three times the median, or at the longest, as reports/html/speed.cpp has it; rows by time.
function bar_end(records) {
  const median = records[Math.floor(records.length / 2)].ns_per_element;
  const last = records[records.length - 1];
  const longest = Math.max(last.ns_per_element, ulp_of(last.ns_high) || 0);
  return longest <= 4 * median ? longest : 3 * median;
}

// The only table of times of a group, under other conditions than those it was written for; fastest first.
function rewrite_times(page, table, words, as_is) {
  const { selection } = page;
  const columns = [...table.tHead.rows[0].cells].map((th) => times_columns[th.textContent]);
  const body = table.tBodies[0];
  const rows = [...body.rows].map((tr, place) => ({ tr, place: first_place(tr, place), row: Number(tr.dataset.row) }));
  for (const each of rows) {
    [...each.tr.cells].forEach(as_is ? restore_cell : keep_first);
    const usual = each.tr.cells[0].textContent === page.rows[each.row].label;  // other layouts have theirs in brackets
    each.record = !as_is && usual ? selection.record(each.row, 'speed') : null;
    if (!as_is) each.tr.hidden ||= each.record === null;
  }
  const timed = rows.filter((each) => each.record).sort((a, b) => a.record.ns_per_element - b.record.ns_per_element);
  const end = timed.length ? bar_end(timed.map((each) => each.record)) : 1;
  const percent = (ns) => coordinate(Math.min(ns / end, 1) * 100);
  for (const { tr, record } of timed) {
    const { ns_per_element: ns, ns_low: low, ns_high: high } = record;
    tr.cells[1].className = ns > end ? 'cut' : '';
    tr.cells[1].setAttribute('style', ns > end ? '' : high >= low ? `--l:${percent(low)};--w:${percent(high)}` : `--w:${percent(ns)}`);
    columns.forEach((column, i) => column && set_text(tr.cells[i], time_text(record, column)));
  }
  if (as_is) body.append(...rows.sort((a, b) => a.place - b.place).map(({ tr }) => tr));
  else body.append(...timed.map(({ tr }) => tr));
  keep_first(table.caption);
  if (as_is) restore_cell(table.caption);
  else table.caption.textContent = words;
}

// Where a row of a table stood before rows were moved.
const places = new WeakMap();
function first_place(tr, place) {
  if (!places.has(tr)) places.set(tr, place);
  return places.get(tr);
}

// The table of the fastest: sorted by the times that it shows, with a star for those on the frontier.
function rewrite_fastest(table, group, selection) {
  const best = new Set(frontier_of(selection.points_of(group)).map((point) => point.row));
  const body = table.tBodies[0];
  const rows = [...body.rows].map((tr) => {
    const row = Number(tr.dataset.row);
    set_text(tr.cells[1], best.has(row) ? '★' : '');
    return { tr, row, ns: selection.record(row, 'speed')?.ns_per_element ?? Infinity };
  });
  rows.sort((a, b) => (a.ns === b.ns ? a.row - b.row : a.ns - b.ns));
  if (rows.some(({ tr }, i) => body.rows[i] !== tr)) body.append(...rows.map(({ tr }) => tr));
}

// The tiles "fastest ≤ 1 ULP", whose ids end in their bound.
function rewrite_tiles(tiles, group, { rows, selection }, as_is) {
  const best = frontier_of(selection.points_of(group));
  const times = selection.rows_of(group).filter(selection.is_shown)
    .map((row) => selection.record(row, 'speed')?.ns_per_element).filter((ns) => ns > 0);
  const fastest = Math.min(...times);
  for (const tile of tiles) {
    const name = tile.querySelector('b');
    const figures = tile.querySelector('b + small') ?? tile.appendChild(html_element('small'));
    const found = best.filter(({ ulp }) => ulp <= Number(tile.id.split('-').pop())).pop();
    const cost = found && (found.ns === fastest ? 'the fastest of all' : `${display_3(found.ns / fastest)}× the fastest`);
    set_text(name, found ? rows[found.row].label : 'none measured', found ? '' : 'dim');
    set_text(figures, found ? `${display_3(found.ns)} ns · ${display_max_ulp(found.accuracy)} ULP · ${cost}` : '');
    if (found) tile.dataset.row = found.row;
    else delete tile.dataset.row;
    if (as_is) [name, figures].forEach(restore_cell);
  }
}

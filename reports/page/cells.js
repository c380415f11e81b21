// Cells of tables, written again from other records than the page was: another region, other conditions of speed.
// What to write stands at the head of a column: data-of, data-column, data-show.

function set_text(cell, shown, exact = '') {
  if (cell.textContent !== shown) cell.textContent = shown;
  if (exact !== '' && exact !== shown) cell.title = exact;
  else cell.removeAttribute('title');
}

const show_cell = {
  ulp: (record, column, cell) => set_text(cell, column === 'max_ulp' ? display_max_ulp(record) : display_ulp(record[column]),
                                          text_of(record[column])),
  count: (record, column, cell) => set_text(cell, record[column] === undefined ? '' : display_count(record[column])),
  percent: (record, column, cell) => set_text(cell, display_percent(record[column]), text_of(record[column])),
  3: (record, column, cell) => set_text(cell, display_3(record[column]), text_of(record[column])),
  text: (record, column, cell, exact) => set_text(cell, text_of(record[column]), text_of(record[exact])),
  failures: (record, column, cell) => set_text(cell, display_failures(record)),
};

function svg_element(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function html_element(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// Writes the cells of a table whose rows are implementations (data-row).
function rewrite_table(table, selection) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])]
    .flatMap((th, i) => (th.dataset.of && show_cell[th.dataset.show] ? [{ i, ...th.dataset }] : []));
  if (heads.length === 0) return;
  for (const tr of table.tBodies[0].rows) {
    if (tr.dataset.row === undefined) continue;
    const records = {};
    for (const { i, of, column, show, exact } of heads) {
      records[of] ??= [selection.record(Number(tr.dataset.row), of)];
      const [record] = records[of];
      if (record) show_cell[show](record, column, tr.cells[i], exact);
      else set_text(tr.cells[i], '');
    }
  }
}

// Which implementations are drawn, and which of them is read out.

const most_curves = 8;

// The best of the group and the forms that everybody knows, five at most.
function usual_rows(rows) {
  const chosen = [];
  const names = new Set();
  const take = (found) => {
    if (!found || chosen.length >= 5 || names.has(found.row.implementation)) return;
    names.add(found.row.implementation);
    chosen.push(found);
  };
  const by_error = [...rows].sort((a, b) => a.max_ulp - b.max_ulp);
  take(by_error.find(({ failures }) => failures === ''));
  for (const name of ['thresholded_20', 'naive', 'symmetric', 'libtorch', 'fused', 'full_range'])
    take(by_error.find(({ row }) => row.implementation === name));
  for (const each of by_error) take(each);
  return chosen;
}

// Labels in the address: their commas are not those between them.
const shown_text = (labels) => labels.map((label) => label.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
const shown_labels = (text) => text.split(',').map((label) => label.replaceAll('%2C', ',').replaceAll('%25', '%'));

// on_show(labels), on_focus(label) are called when the reader chooses.
function make_list(on_show, on_focus) {
  const body = make_element('tbody');
  const note = make_element('p', { className: 'dim', id: 'explorer-shown' });
  const head = make_element('tr', {}, ...[['show', ''], ['read out', ''], ['implementation', ''], ['max error (ULP)', 'n']]
    .map(([text, className]) => make_element('th', { scope: 'col', className }, text)));
  const table = make_element('table', {}, make_element('caption', {}, `What is drawn, ${most_curves} at most`),
                             make_element('thead', {}, head), body);
  const element = make_element('div', { className: 'explorer-list' },
                               make_element('div', { className: 'scroll' }, table), note);
  let boxes = [];

  function line({ row, curve, max_ulp, failures }, shown) {
    const slot = shown.find((each) => each.row === row);
    const box = make_element('input', { type: 'checkbox', checked: slot !== undefined, value: row.label });
    box.setAttribute('aria-label', `draw ${row.label}`);
    box.disabled = slot === undefined && shown.length >= most_curves;
    box.addEventListener('change', () => on_show(boxes.filter((each) => each.checked).map((each) => each.value)));
    const radio = make_element('input', { type: 'radio', name: 'explorer-focus', value: row.label });
    radio.setAttribute('aria-label', `read out ${row.label}`);
    radio.disabled = slot === undefined;
    radio.checked = slot?.focused ?? false;
    radio.addEventListener('change', () => on_focus(row.label));
    const key = make_element('span', { className: 'curve-key', 'aria-hidden': 'true' }, slot?.key ?? '');
    if (slot) key.style.borderColor = `var(--curve-${slot.slot})`;
    const words = make_element('span', { title: row.label }, row.label);
    if (failures !== '') words.append(make_element('span', { className: 'bad' }, failures));
    const name = make_element('th', { scope: 'row' }, make_element('span', { className: 'name' }, key, words));
    const cell = make_element('td', { className: 'n' }, display_max_ulp(curve.worst_record));
    const worst = curve.worst >= 0 ? curve.inspect(curve.worst) : null;
    // What is plotted, as it is.
    cell.dataset.maxUlp = worst === null ? '' : text_of(worst.exact);
    cell.dataset.argmax = worst === null ? '' : [worst.x, worst.x2].filter((bits) => bits !== null).join(';');
    const line = make_element('tr', {}, make_element('td', {}, make_element('label', {}, box)),
                              make_element('td', {}, make_element('label', {}, radio)), name, cell);
    line.dataset.label = row.label;
    boxes.push(box);
    return line;
  }
  return {
    element,
    // rows: all that can be drawn; shown: [{ row, key, slot, focused }].
    show(rows, shown, hidden) {
      const focused = element.contains(document.activeElement) ? document.activeElement : null;
      boxes = [];
      body.replaceChildren(...rows.map((each) => line(each, shown)));
      note.textContent = hidden > 0 ? `${hidden} of other targets are not listed.` : '';
      if (focused) body.querySelector(`input[type="${focused.type}"][value="${CSS.escape(focused.value)}"]`)?.focus();
    },
  };
}

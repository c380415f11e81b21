// The explorer's elements: what can be pressed, the drawing with its cursor, and the words about it.

// The elements, in reading order; draw_on(model) makes the chart.
function explorer_elements(act, readout, list, worst_table) {
  const button = (id, text, title, action) => {
    const made = make_element('button', { id, type: 'button', title }, text);
    made.addEventListener('click', () => act.ready() && action());
    return made;
  };
  const title = make_element('h3');
  const scale = make_element('select', { id: 'explorer-y' }, ...Object.entries(error_scales).map(([value, { name }]) =>
    make_element('option', { value }, name)));
  scale.addEventListener('change', () => act.scale(scale.value));
  const tools = make_element('div', { className: 'tools', role: 'group', 'aria-label': 'Cursor and zoom' },
    button('explorer-worst', 'Worst', 'To the largest error (w)', () => act.worst()),
    button('explorer-previous-worst', '‹ Local worst', 'Previous local worst (p)', () => act.peak(-1)),
    button('explorer-next-worst', 'Local worst ›', 'Next local worst (n)', () => act.peak(1)),
    button('explorer-zoom-in', 'Zoom in', 'About the cursor (+)', () => act.zoom_about(null, 0.5)),
    button('explorer-zoom-out', 'Zoom out', 'About the cursor (−)', () => act.zoom_about(null, 2)),
    button('explorer-reset', 'Show all', 'The whole number line (0)', () => act.reset()),
    make_element('label', {}, 'Error scale ', scale));
  const line = make_element('div', { className: 'explorer-cursor', hidden: true });
  const marker = make_element('div', { className: 'explorer-selection', hidden: true });
  const host = make_element('div', { className: 'explorer-host' });
  const drawing = make_element('div', { id: 'explorer-chart', tabIndex: 0, role: 'group', 'aria-describedby': 'explorer-keys',
    'aria-label': 'Error against x, a drawing with a cursor' }, host, line, marker);
  const keys = make_element('p', { id: 'explorer-keys', className: 'dim' }, 'Drag to zoom, Shift and drag to move, double click for everything, '
    + 'Ctrl and wheel to zoom; click to keep the cursor. Keys, with the drawing focused: ',
    ...explorer_keys.flatMap(([key, what], i) => [i > 0 ? '; ' : '', make_element('kbd', {}, key), ` ${what}`]), '.');
  const legend = make_element('p', { className: 'dim' }, 'Lines: the largest error of each bin in ULP, numbered as in the list; '
    + 'thin and only for the implementation that is read out: the mean. Dashed: 0.5 and 1 ULP, and upright where strategies branch. '
    + 'Dotted: what the conditioning of the function excuses, max(½, κ/2). Bands: regions; shaded ends and middle: squeezed. '
    + 'Marks on top: outputs without a ULP (a wrong NaN or infinity).');
  const nothing = make_element('p', { className: 'dim', hidden: true }, 'No row of this function and format has its error recorded against x.');
  const body = make_element('div', { className: 'explorer-body' },
    make_element('div', { className: 'explorer-main' }, tools, drawing),
    make_element('div', { className: 'explorer-side' }, readout.element, list.element),
    make_element('div', { className: 'explorer-notes' }, legend, keys, worst_table.element));
  const element = make_element('div', { id: 'explorer' }, title, nothing, body);

  return {
    element, title, scale, nothing, body,
    draw_on(model) {
      const chart = make_chart(host, model);
      listen_to_keys(drawing, act);
      listen_to_pointers(drawing, chart, marker, act);
      return chart;
    },
    mark_cursor(chart, place, m) {
      const { y, h } = chart.area();
      line.hidden = place < m.from || place > m.to;
      line.style.left = `${chart.x_of(place)}px`;
      line.style.top = `${y}px`;
      line.style.height = `${h}px`;
    },
  };
}

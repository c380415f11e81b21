// The bar of selectors: function, format, target, region, and the conditions of speed. What is chosen stands in the
// address; what is not there is replaced by the nearest that is, and said.

const selector_fields = [['function', 'function'], ['format', 'format'], ['target', 'target'], ['region', 'region'],
                         ['metric', 'metric'], ['footprint', 'size'], ['input_mix', 'input mix']];

function download_run(page) {
  const button = html_element('button', { type: 'button', id: 'download-run' }, 'Download the run as JSON');
  button.addEventListener('click', async () => {
    const text = JSON.stringify(await page.as_run());
    const link = html_element('a', { download: `run-${page.run_id}.json`,
                                     href: URL.createObjectURL(new Blob([text], { type: 'application/json' })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  return html_element('p', { class: 'download' }, button, ' Every record, as in run.json' +
    `${page.detail === 'shown' ? ' but with five digits and the columns shown here' : ''}; the bins of error against x are those of ` +
    'this page, merged. The run.json beside the page has it all.');
}

function start_selectors(page, state) {
  const selection = page.selection = make_selection(page, state);
  const show_sections = start_sections(page);
  const selects = new Map();
  const fields = html_element('div', { class: 'fields' });
  for (const [key, words] of selector_fields) {
    const select = html_element('select', { id: `select-${key}` });
    const label = html_element('label', { for: select.id }, words, select);
    select.addEventListener('change', () => choose(key, select.value));
    selects.set(key, { select, label });
    fields.append(label);
  }
  const copy = html_element('button', { type: 'button', id: 'copy-link' }, 'copy link');
  copy.addEventListener('click', () => copy_from(copy, location.href));
  const reset = html_element('button', { type: 'button', id: 'reset-selectors' }, 'as usual');
  reset.addEventListener('click', () => state.set(Object.fromEntries(selector_fields.map(([key]) => [key, null]))));
  fields.append(html_element('span', { class: 'buttons' }, copy, reset));
  const summary = html_element('summary');
  const details = html_element('details', {}, summary, fields);
  const said = html_element('p', { id: 'selection-said', role: 'status' });
  document.querySelector('main').before(
    html_element('div', { id: 'selectors', role: 'region', 'aria-label': 'What is shown' }, details, said));
  document.querySelector('header')?.append(download_run(page));
  // Narrow windows have a line that opens; in wide ones the selectors always stand there.
  const wide = matchMedia('(min-width: 48rem)');
  const fold = () => { details.open = wide.matches; };
  wide.addEventListener('change', fold);
  fold();

  // What is usual is not kept in the address. A condition takes the others along where it was not timed with them.
  function choose(key, value) {
    const now = selection.current();
    const group = now.groups.find((each) => now.conditions.has(each));
    if (!condition_keys.includes(key) || group === undefined) {
      state.set({ [key]: value === now.usual[key] ? null : value });
      return;
    }
    const before = now.conditions.get(group);
    const together = selection.nearest_conditions(group, { ...before, [key]: value });
    const taken = together[key] === value ? together : selection.nearest_conditions(group, { [key]: value });
    state.set(Object.fromEntries(condition_keys.map((each) => [each, taken[each] === now.usual[each] ? null : taken[each]])));
    say(condition_keys.filter((each) => each !== key && taken[each] !== before[each])
      .map((each) => `${value} was not timed with ${before[each]}: ${taken[each]} is shown`));
  }
  function say(sentences) {
    said.textContent = sentences.join('. ');
  }
  function fill(select, values, chosen) {
    const words = { all: 'all', overall: 'all' };
    if ([...select.options].map((option) => option.value).join('\n') !== values.join('\n'))
      select.replaceChildren(...values.map((value) => new Option(words[value] ?? value, value)));
    select.value = chosen;
    select.disabled = values.length < 2;
  }
  // For a narrow window: what is not as usual, and always function and format.
  function short_words(now) {
    const others = ['target', 'region', ...condition_keys].filter((key) => now[key] !== now.usual[key]).map((key) => now[key]);
    return `Shown: ${[now.function, now.format === 'all' ? 'all formats' : now.format, ...others].join(' · ')}`;
  }
  let shown = null;
  function update() {
    let now = selection.current();
    const sentences = now.instead.map(({ key, wish, taken }) =>
      `${key.replace('_', ' ')} ${wish} is not there for ${now.function}${key === 'format' ? '' : ` · ${now.format}`}: ${taken} is shown`);
    if (sentences.length) {
      state.set(Object.fromEntries(now.instead.map(({ key }) => [key, null])));  // comes here again
      say(sentences);
      return;
    }
    const key = JSON.stringify([now, [...now.conditions]]);
    if (shown === key) return;
    shown = key;
    say([]);
    for (const [name, { select, label }] of selects) {
      fill(select, now.choices[name], now[name]);
      label.hidden = name === 'metric' && now.choices[name].length < 2;
    }
    summary.textContent = short_words(now);
    show_sections();
  }
  state.on_change(update);
  update();
}

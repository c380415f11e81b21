// Every section shows what the selectors say: groups, rows, cells, and a line that says what is shown and which
// selectors have no meaning there.

// What of the selection a section follows beside function, format and target, and why it does not follow the rest.
const section_rules = {
  verdict: { region: 'a claim holds on its own interval', speed: 'claims speak of errors' },
  choose: {},
  'error-versus-x': { speed: 'an error has no time' },
  distribution: { speed: 'an error has no time' },
  regions: { speed: 'an error has no time' },
  speed: { region: 'a time is that of the whole input mix' },
  properties: { speed: 'a property has no time', note: 'Counts whose first violation lies elsewhere are dimmed' },
  claims: { region: 'a claim holds on its own interval', speed: 'claims speak of errors' },
  texts: { region: 'a saying is about all numbers', speed: 'it has its own figures' },
  changes: { region: 'changes are those of whole rows', speed: 'every condition is compared' },
  tables: { speed: 'an error has no time' },
};

const is_usual = (conditions, usual) => condition_keys.every((key) => !usual || conditions[key] === usual[key]);

function selection_words(selection, rule) {
  const { function: name, format, groups, target, region, conditions } = selection.current();
  const parts = [name, format === 'all' ? 'all formats' : format, target === 'all' ? 'all targets' : target];
  const without = [];
  if (!rule.region) parts.push(region === 'overall' ? 'all regions' : `region ${region}`);
  else if (region !== 'overall') without.push(`region: ${rule.region}`);
  const group = groups.find((each) => conditions.has(each));
  if (group !== undefined && !rule.speed) parts.push(selection.speed_words(group));
  else if (group !== undefined && !is_usual(conditions.get(group), selection.usual_conditions(group)))
    without.push(`conditions of speed: ${rule.speed}`);
  const note = rule.note && region !== 'overall' ? ` ${rule.note}.` : '';
  return `shown: ${parts.join(' · ')}${without.length ? `. Without meaning here: ${without.join('; ')}` : ''}.${note}`;
}

// Of implementations, where the tiles count each of their sets of inputs: "claims broken: 0 of 48 here, 3 in the run".
function verdict_words(page) {
  const count = (claim, of) => page.rows.filter((row, i) => row.claim === claim && of(i)).length;
  const here = (i) => page.selection.is_shown(i);
  const total = page.rows.filter((row, i) => here(i)).length;
  return 'Of implementations (the tiles count each of their sets of inputs): ' + ['met', 'broken', 'not compared'].map((claim) =>
    `claims ${claim}: ${count(claim, here)} of ${total} here, ${count(claim, () => true)} in the run`).join(' · ');
}

// What a section has, looked up once.
function section_parts(section) {
  const all = (selector) => [...section.querySelectorAll(selector)];
  const groups = new Map();
  for (const element of all('.group')) {
    const group = Number(element.dataset.group);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push({ element, rewritten: null });
  }
  const note = html_element('p', { class: 'selection' });
  section.querySelector('h2')?.after(note);
  return { id: section.id, section, note, groups,
           functions: all('[data-function]'), columns: columns_of(section),
           loose: all('[data-row]').filter((element) => !element.closest('.group')) };
}

// Which records cells are read from; '' as the page was written.
function records_key(selection, group) {
  const { region, conditions } = selection.current();
  const usual = selection.usual_conditions(group);
  const speed = usual && !is_usual(conditions.get(group), usual) ? selection.speed_words(group) : '';
  return region === 'overall' && speed === '' ? '' : `${region}|${speed}`;
}

function show_group(page, section, group, shown) {
  const { selection } = page;
  const { element } = shown;
  const key = records_key(selection, group);
  const { target } = selection.current();
  // By attribute: elements of SVG have no property for it.
  for (const each of element.querySelectorAll('tr[data-row], figure[data-row], g[data-row]'))
    each.toggleAttribute('hidden', !selection.is_shown(Number(each.dataset.row)));
  if (section.id === 'regions') mark_region(element, selection.current().region);
  if (section.id === 'speed') show_conditions(page, group, element);
  if (section.id === 'properties') mark_witnesses(page, element, group, selection.current().region);
  if (section.id === 'tables') show_regions(element, selection.current().region);
  const { kind, columns } = section.columns;
  const rewritten = `${key}|${section.id === 'choose' ? target : ''}`;
  if (shown.rewritten === rewritten) return;
  const as_is = shown.rewritten === null && rewritten === '|' + (section.id === 'choose' ? 'all' : '');
  shown.rewritten = rewritten;
  for (const table of columns.length ? element.querySelectorAll(`table.${kind}`) : []) {
    if (!as_is) rewrite_table(table, columns, selection, key === '');
    if (!as_is && section.id === 'distribution') rewrite_shares(table, selection, key === '');
    if (!as_is && section.id === 'choose') rewrite_fastest(table, group, selection);
    write_titles(table, columns, selection);
  }
  if (!as_is && section.id === 'choose') rewrite_tiles(element.querySelectorAll('[id^="fastest-"]'), group, page, key === '' && target === 'all');
}

function mark_region(element, region) {
  for (const table of element.querySelectorAll('table')) {
    const at = [...table.tHead.rows[0].cells].findIndex((th) => th.textContent === region);
    for (const tr of table.rows) [...tr.cells].forEach((cell, i) => cell.classList.toggle('chosen', i === at));
  }
}

// Of the tables of one set of conditions, the one of the chosen ones. Where a page has the usual conditions alone, that
// table has the others from the records.
function show_conditions(page, group, element) {
  const { selection } = page;
  const words = selection.speed_words(group);
  const usual = words === '' || is_usual(selection.current().conditions.get(group), selection.usual_conditions(group));
  for (const table of element.querySelectorAll('table.times')) {
    if (table.dataset.conditions) table.hidden = table.dataset.conditions !== words;
    else if (!usual || first_written.has(table.caption)) rewrite_times(page, table, words, usual);
  }
}

// Of the rows by region, those of the chosen one.
function show_regions(element, region) {
  if (region === 'overall') return;
  for (const tr of element.querySelectorAll('tr[data-row]')) tr.hidden ||= tr.cells[1].textContent !== region;
}

function show_section(page, section) {
  const { selection } = page;
  const { function: name, format, groups, target } = selection.current();
  for (const [group, elements] of section.groups)
    for (const each of elements) {
      const on = groups.includes(group);
      each.element.classList.toggle('on', on);
      if (on) show_group(page, section, group, each);
    }
  for (const element of section.functions) {
    const fits = (wish, value) => wish === undefined || wish === value;
    const { function: of_function, format: of_format, target: of_target } = element.dataset;
    element.hidden = !(fits(of_function, name) && (format === 'all' || fits(of_format, format)) &&
                       (target === 'all' || fits(of_target, target)));
    if (element.tagName === 'DETAILS' && !element.hidden && element.querySelector('.group')) element.open = true;
  }
  for (const element of section.loose) element.hidden = !selection.is_shown(Number(element.dataset.row));
  if (section.id === 'properties') filter_violations(section.section, selection.current());
  if (section.id === 'texts') filter_sayings(page, section.section, selection.current());
  const rule = section_rules[section.id];
  const empty = section.groups.size > 0 && !groups.some((group) => section.groups.has(group));
  section.note.textContent = !rule ? 'shown: the whole run; the selectors have no meaning here.'
    : selection_words(selection, rule) + (empty ? ' Nothing of it was measured for this section.' : '') +
      (section.id === 'verdict' ? ` ${verdict_words(page)}.` : '');
}

// Returns a function that shows everything anew.
function start_sections(page) {
  const sections = [...document.querySelectorAll('main > section')].map(section_parts);
  return () => sections.forEach((section) => show_section(page, section));
}

// Which implementation to take: the fastest whose error keeps a bound on a domain, why not the faster ones, and what
// accuracy costs. Says what `softplus-bench choose` says of the same run.

const cost_bounds = [[4, '≤ 4 ULP'], [1, '≤ 1 ULP'], [0.5, '≤ 0.5 ULP (correctly rounded)']];

// "-20:20" as { from, to } in ordinals; { problem } where it is no interval of the format; null where it is empty.
function domain_from(text, format) {
  if (!text || text === ':') return null;
  const words = text.split(':');
  const place = (word) => (word === '' ? null : nearest_ordinal(format, ulp_of(word)));
  if (words.length !== 2 || words.some((word) => word !== '' && Number.isNaN(ulp_of(word)))) return { problem: `${text} is no interval of numbers` };
  const [from, to] = words.map(place);
  const domain = domain_of(format, from, to);
  return domain.first > domain.last ? { problem: 'the domain ends before it starts' } : { domain };
}

// The command that says the same; null for a region that is no interval.
function choose_command(page, { group, bound, domain_text, target, region, regions, format: traits }) {
  const { function: name, format } = page.groups[group];
  const words = ['softplus-bench', 'choose', '--function', name, '--format', format, '--max-ulp', text_of(bound)];
  const span = regions.find((each) => each.region === region);
  if (region !== null && !span) return null;
  const ends = span ? [span.first_bits, span.last_bits].map((bits) => decimal_of(traits, BigInt(bits))).join(':') : domain_text;
  if (ends) words.push(`--domain=${ends.replace(/^:/, '-inf:').replace(/:$/, ':inf')}`);
  if (target !== 'all') words.push('--targets', target);
  const { metric, footprint, input_mix } = page.selection.current().conditions.get(group) ?? {};
  for (const [option, value, usual] of [['--metric', metric, 'throughput'], ['--footprint', footprint, 'L1'],
                                        ['--input-mix', input_mix, 'uniform']])
    if (value && value !== usual) words.push(option, value);
  return [...words, '--run', '.'].map((word) => shell_word(word)).join(' ');
}

// The fastest of the candidates at a bound, and all that is to be said beside it.
function recommend(candidates, bound) {
  const keeping = candidates.filter((each) => objection_to(each, bound) === null);
  const apart = keeping.findIndex((each) => each.speed.ns_low > keeping[0].speed.ns_high);
  const excluded = candidates.filter((each) => !keeping.includes(each));
  const near = excluded.filter((each) => objection_to(each, bound).why.startsWith('error '))
    .sort((a, b) => a.max_ulp - b.max_ulp)[0] ?? null;
  return { best: keeping[0] ?? null, keeping, alike: keeping.slice(1, apart < 0 ? undefined : apart), excluded, near };
}

function start_recommender(page, state) {
  const { selection } = page;
  const section = document.getElementById('choose');
  if (!section) return;
  const element = html_element;
  const number_field = (id, label, attributes) => {
    const input = element('input', { id, type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', ...attributes });
    return [element('label', { for: id }, label, input), input];
  };
  const [bound_label, bound_input] = number_field('bound', 'largest error allowed (ULP)', { value: '1', size: '6' });
  const [from_label, from_input] = number_field('domain-from', 'for x from', { placeholder: '-inf', size: '9' });
  const [to_label, to_input] = number_field('domain-to', 'to', { placeholder: 'inf', size: '9' });
  const output = element('div', { id: 'recommendation', 'aria-live': 'polite' });
  const costs = element('div', { id: 'costs' });
  const form = element('form', { class: 'fields' }, bound_label, from_label, to_label);
  const box = element('div', { id: 'recommender' }, element('h3', {}, 'Recommendation'), form, output, costs);
  form.addEventListener('submit', (event) => event.preventDefault());

  const label_of = (candidate) => shortened(page.rows[candidate.row].label);
  const name_of = (candidate) => words(page.rows[candidate.row].label);
  const ulp_words = (candidate) => `${candidate.lower_bound ? '≥ ' : ''}${display_ulp(candidate.max_ulp)}`;
  const ns_words = ({ speed }) => interval_text(speed.ns_per_element, speed.ns_low, speed.ns_high);
  const times = (speed, column, what) =>
    speed[column] === undefined ? [] : [`${interval_text(speed[column], speed[`${column}_low`], speed[`${column}_high`])} times ${what}`];
  const listed = (names, most) => names.slice(0, most).join(', ') + (names.length > most ? ` and ${names.length - most} more` : '');

  const where_words = ({ domain, domain_text, region }) =>
    domain ? ` for x in [${domain_text.replace(/^:/, '-inf:').replace(/:$/, ':inf').replace(':', ', ')}]` : region ? ` in the region ${region}` : ' on all inputs';
  function best_words(request, choice, candidates) {
    const { best } = choice;
    const { speed } = best;
    const lines = [element('p', {}, element('b', { id: 'recommendation-name' }, name_of(best)), ` keeps ≤ ${text_of(request.bound)} ULP`,
                           where_words(request), ': ',
                           element('span', { id: 'recommendation-ulp' }, ulp_words(best)), ' ULP at x = ',
                           element('span', { id: 'recommendation-x' }, best.input), ` (${best.bits}), of ${display_count(best.n)} inputs`,
                           best.lower_bound ? ` (${best.inputs.join(' + ')}; lower bound: sample)` : ', every one there is',
                           best.beyond ? '; that x lies beyond the domain, in a bin that reaches into it' : '', '. ')];
    const ratios = [...times(speed, 'ratio_to_relu', 'relu'), ...times(speed, 'ratio_to_copy', 'copy')];
    lines.push(element('p', {}, element('span', { id: 'recommendation-ns' }, ns_words(best)), ' ns per element',
                       ratios.length ? `; ${ratios.join(', ')}` : '', `. ${selection.speed_words(request.group)}.`));
    const fastest = candidates[0];
    lines.push(element('p', {}, fastest === best ? 'Nothing that was timed is faster, whatever its error.'
      : `The fastest whatever its error, ${label_of(fastest)}, takes ${ns_words(fastest)} ns; ` +
        `this one ${display_3(speed.ns_per_element / fastest.speed.ns_per_element)} times as long.`));
    if (choice.alike.length)
      lines.push(element('p', { id: 'recommendation-alike' }, 'Not told apart from it, the intervals of time overlap: ' +
        listed(choice.alike.map((each) => `${label_of(each)} (${ulp_words(each)} ULP, ${ns_words(each)} ns)`), 4) + '.'));
    else if (choice.keeping.length > 1)
      lines.push(element('p', {}, `Next: ${label_of(choice.keeping[1])}, ${ulp_words(choice.keeping[1])} ULP, ${ns_words(choice.keeping[1])} ns.`));
    return lines;
  }

  function none_words(request, choice) {
    const lines = [element('p', {}, element('b', { id: 'recommendation-name' }, 'none'), ` keeps ≤ ${text_of(request.bound)} ULP here.`)];
    if (choice.near)
      lines.push(element('p', {}, `Nearest: ${label_of(choice.near)}, ${ulp_words(choice.near)} ULP at x = ${choice.near.input}.`));
    return lines;
  }

  function excluded_words(choice, bound) {
    const faster = choice.excluded.filter((each) => choice.best === null || each.speed.ns_per_element < choice.best.speed.ns_per_element);
    if (faster.length === 0) return [];
    const items = faster.map((each) => {
      const { why, wrong } = objection_to(each, bound);
      return element('li', {}, `${label_of(each)}, ${display_3(each.speed.ns_per_element)} ns: `,
                     element('span', wrong ? { class: 'bad' } : {}, why));
    });
    return [element('details', { id: 'recommendation-excluded' },
                    element('summary', {}, `Excluded${choice.best ? ' although faster' : ''}: ${faster.length}`),
                    element('ul', {}, ...items))];
  }

  function cost_table(candidates) {
    const fastest = candidates[0];
    const rows = cost_bounds.map(([bound, words]) => {
      const { best } = recommend(candidates, bound);
      const cells = best ? [label_of(best), ulp_words(best), ns_words(best),
                            display_3(best.speed.ns_per_element / fastest.speed.ns_per_element)] : ['none measured', '', '', ''];
      return element('tr', { id: `cost-${bound}` }, element('th', { scope: 'row' }, words),
                     ...cells.map((text, i) => element('td', i ? { class: 'n' } : {}, text)));
    });
    const heads = ['bound', 'fastest', 'max error (ULP)', 'ns/element', 'time / fastest of all'];
    return element('table', {}, element('caption', {}, 'What does accuracy cost? The fastest at each bound'),
      element('thead', {}, element('tr', {}, ...heads.map((text, i) => element('th', { scope: 'col', ...(i > 1 ? { class: 'n' } : {}) }, text)))),
      element('tbody', {}, ...rows));
  }

  function request_now() {
    const { groups, target, region } = selection.current();
    const group = groups.find((each) => page.groups[each].format === 'binary32') ?? groups[0];
    const { function: name, format: format_name } = page.groups[group];
    const format = number_formats[format_name];
    const bound = Number(state.get('bound') ?? '1');
    const domain_text = state.get('domain') ?? '';
    if (!format) return { problem: `${format_name} is no format that this page knows` };
    if (!(bound >= 0 && bound < Infinity)) return { problem: 'the largest error is no number of ULP' };
    const parsed = domain_from(domain_text, format);
    if (parsed?.problem) return parsed;
    const landmarks = page.landmarks.find((each) => each.function === name && each.format === format_name && !each.parameters);
    return { group, format, bound, domain: parsed?.domain ?? null, domain_text, target,
             region: parsed || region === 'overall' ? null : region, regions: landmarks?.regions ?? [] };
  }

  let asked = 0;
  async function advise() {
    const mine = ++asked;
    const request = request_now();
    if (request.problem) {
      output.replaceChildren(element('p', { class: 'warn' }, `? ${request.problem}.`));
      costs.replaceChildren();
      return;
    }
    const candidates = await candidates_of(page, request);
    if (mine !== asked) return;
    const { function: name, format } = page.groups[request.group];
    const head = element('p', { class: 'dim' }, `of ${name} · ${format} · ` +
      `${request.target === 'all' ? 'all targets' : request.target}${selection.current().format === 'all' ? '; choose one format for another' : ''}`);
    if (candidates.length === 0) {
      output.replaceChildren(head, element('p', {}, element('b', { id: 'recommendation-name' }, 'none'), ' was timed here.'));
      costs.replaceChildren();
      return;
    }
    const choice = recommend(candidates, request.bound);
    const command = choose_command(page, request);
    const copy = element('button', { type: 'button' }, 'copy');
    copy.addEventListener('click', () => copy_from(copy, command));
    output.replaceChildren(head, ...(choice.best ? best_words(request, choice, candidates) : none_words(request, choice)),
      ...excluded_words(choice, request.bound),
      ...(command === null ? [] : [element('p', {}, 'The same in the run’s folder: ',
        element('code', { id: 'recommendation-command' }, command), ' ', copy,
        request.domain || request.region ? ' (by bins of x, which at the ends may reach beyond; its are finer than this page’s)' : '')]));
    costs.replaceChildren(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'What accuracy costs' },
                                  cost_table(candidates)));
  }

  function show_fields() {
    const [from, to] = (state.get('domain') ?? '').split(':');
    for (const [input, text] of [[bound_input, state.get('bound') ?? '1'], [from_input, from ?? ''], [to_input, to ?? '']])
      if (document.activeElement !== input) input.value = text;
  }
  bound_input.addEventListener('input', () => state.set({ bound: bound_input.value.trim() === '1' ? null : bound_input.value.trim() || null }));
  for (const input of [from_input, to_input])
    input.addEventListener('change', () => {
      const text = `${from_input.value.trim()}:${to_input.value.trim()}`;
      state.set({ domain: text === ':' ? null : text });
    });
  let shown = null;
  const update = () => {
    const { groups, target, region, conditions } = selection.current();
    const key = JSON.stringify([groups, target, region, [...conditions], state.get('bound'), state.get('domain')]);
    if (shown === key) return;
    shown = key;
    show_fields();
    advise();
  };
  section.querySelector('h2').after(box);
  state.on_change(update);
  update();
}

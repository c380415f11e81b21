// What the selectors are set to, and the records that this picks: of a row, its error in a region and its time under
// conditions. The address has it all (state); what it does not say, or says of what is not there, is as usual.

const condition_keys = ['metric', 'footprint', 'input_mix'];

function make_selection(page, state) {
  const column = (kind, name) => page.records[kind]?.[name] ?? [];
  const distinct = (values) => [...new Set(values)];
  const functions = distinct(page.groups.map((group) => group.function));
  const groups_of = (name) => page.groups.flatMap((group, i) => (group.function === name ? [i] : []));
  const preferred = (values, wish) => (values.includes(wish) ? wish : values[0]);
  const rows_of = page.groups.map(() => []);
  page.rows.forEach((row, i) => rows_of[row.group].push(i));

  // Numbers of the records of a kind that belong to a row, in the run's order; failed ones too.
  const indexed = {};
  function records_of(kind, row) {
    if (!indexed[kind]) {
      const found = indexed[kind] = new Map();
      const [names, implementations, formats, targets, parameters] =
        ['function', 'implementation', 'format', 'target', 'parameters'].map((name) => column(kind, name));
      names.forEach((name, i) => {
        const id = `${name}/${implementations[i]}/${formats[i]}/${targets[i]}${parameters[i] ? `[${parameters[i]}]` : ''}`;
        if (found.has(id)) found.get(id).push(i);
        else found.set(id, [i]);
      });
    }
    return indexed[kind].get(page.rows[row].id) ?? [];
  }

  const has_figures = (kind) => (i) => !['failed', 'skipped'].includes(column(kind, 'status')[i]);
  const measured = (kind, row) => records_of(kind, row).filter(has_figures(kind));

  const conditions_at = (i) => Object.fromEntries(condition_keys.map((key) => [key, column('speed', key)[i] ?? '']));
  const words_of = (conditions) => condition_keys.map((key) => conditions[key]).filter(Boolean).join(', ');
  const speed_of_group = page.groups.map(() => null);
  // How a group was timed: its usual conditions and all others that differ from them in the selectors alone.
  function speed_of(group) {
    if (speed_of_group[group]) return speed_of_group[group];
    const timed = rows_of[group].find((row) => page.rows[row].speed !== null);
    if (timed === undefined) return speed_of_group[group] = { usual: null, all: [], by_row: new Map() };
    const first = page.rows[timed].speed;
    const alike = (i) => ['in_place', 'threads'].every((key) => column('speed', key)[i] === column('speed', key)[first]) &&
                         !column('speed', 'layout')[i];
    const all = new Map();
    const by_row = new Map();
    for (const row of rows_of[group])
      for (const i of measured('speed', row)) {
        const conditions = conditions_at(i);
        if (!alike(i)) continue;
        all.set(words_of(conditions), conditions);
        by_row.set(`${row} ${words_of(conditions)}`, i);
      }
    return speed_of_group[group] = { usual: conditions_at(first), all: [...all.values()], by_row };
  }
  // The conditions that a group was timed under and that come nearest to what is wished, the usual ones on a tie.
  function nearest_conditions(group, wishes) {
    const { usual, all } = speed_of(group);
    const score = (one) => condition_keys.reduce(
      (sum, key, i) => sum + (wishes[key] && one[key] === wishes[key] ? 100 - i : usual[key] === one[key] ? 1 : 0), 0);
    return all.reduce((best, one) => (best === null || score(one) > score(best) ? one : best), null);
  }

  const regions_by_row = new Map();
  // The worst of a region's records, where several input sets were used; `kinds` names the sets that do not count.
  function record_in_region(row, region, without) {
    let worst = null;
    for (const i of measured('accuracy', row)) {
      if (column('accuracy', 'region')[i] !== region || without.includes(column('accuracy', 'inputs')[i])) continue;
      const ulp = ulp_of(column('accuracy', 'max_ulp')[i]);
      if (worst === null || ulp > worst.ulp) worst = { i, ulp };
    }
    return worst === null || !(column('accuracy', 'n')[worst.i] > 0) ? null : worst.i;
  }
  function regions_of(group) {
    if (!regions_by_row.has(group)) {
      const names = distinct(rows_of[group].flatMap((row) => measured('accuracy', row).map((i) => column('accuracy', 'region')[i])))
        .filter((name) => name && name !== 'overall');
      regions_by_row.set(group, [...names.filter((name) => name !== 'special'), ...names.filter((name) => name === 'special')]);
    }
    return regions_by_row.get(group);
  }

  let now = null;
  let asked = null;
  const keys = ['function', 'format', 'target', 'region', ...condition_keys];

  // What there is to choose from, and what is chosen; `instead` says in words what had to be replaced.
  function resolve() {
    const wish = Object.fromEntries(keys.map((key) => [key, state.get(key)]));
    const instead = [];
    const take = (key, values, usual) => {
      if (wish[key] === null || values.includes(wish[key])) return wish[key] ?? usual;
      instead.push({ key, wish: wish[key], taken: usual });
      return usual;
    };
    const name = take('function', functions, preferred(functions, 'softplus'));
    const of_function = groups_of(name);
    const formats = of_function.map((group) => page.groups[group].format);
    const format_choices = formats.length > 1 ? [...formats, 'all'] : formats;
    const format = take('format', format_choices, preferred(formats, 'binary32'));
    const groups = of_function.filter((group) => format === 'all' || page.groups[group].format === format);
    const targets = distinct(groups.flatMap((group) => rows_of[group].map((row) => page.rows[row].target)));
    const target = take('target', ['all', ...targets], 'all');
    const regions = distinct(groups.flatMap(regions_of));
    const region = take('region', ['overall', ...regions], 'overall');
    const timed = groups.filter((group) => speed_of(group).usual !== null);
    const conditions = new Map(timed.map((group) => [group, nearest_conditions(group, wish)]));
    const all = timed.flatMap((group) => speed_of(group).all);
    const shown = timed.length ? conditions.get(timed[0]) : {};
    const choices = { function: functions, format: format_choices, target: ['all', ...targets], region: ['overall', ...regions] };
    for (const key of condition_keys) {
      choices[key] = distinct(all.map((one) => one[key]));
      if (wish[key] !== null && timed.length && shown[key] !== wish[key])
        instead.push({ key, wish: wish[key], taken: shown[key] });
    }
    const usual = { function: preferred(functions, 'softplus'), format: preferred(formats, 'binary32'), target: 'all',
                    region: 'overall', ...(timed.length ? speed_of(timed[0]).usual : {}) };
    return { function: name, format, groups, target, region, conditions, ...shown, choices, usual, instead };
  }

  // { function, format, groups, target, region, metric, footprint, input_mix, conditions by group, choices, usual, instead }
  function current() {
    const text = keys.map((key) => state.get(key)).join('\n');
    if (asked !== text) [asked, now] = [text, resolve()];
    return now;
  }
  const conditions_of = (group) => current().conditions.get(group) ?? {};

  // The number of the record that cells of `of` ("accuracy", "sample", "speed") are read from; null for none.
  function record_number(row, of) {
    const { group, accuracy, sample } = page.rows[row];
    const { region } = current();
    if (of === 'speed') return speed_of(group).by_row.get(`${row} ${words_of(conditions_of(group))}`) ?? null;
    if (region === 'overall') return of === 'sample' ? sample ?? accuracy : accuracy;
    return record_in_region(row, region, of === 'sample' ? ['corpus', 'hunted'] : []);
  }
  const record = (row, of) => page.record(of === 'speed' ? 'speed' : 'accuracy', record_number(row, of));
  const is_shown = (row) => {
    const { groups, target } = current();
    return groups.includes(page.rows[row].group) && (target === 'all' || page.rows[row].target === target);
  };

  // The shown rows of a group that have an error and a time, with both: { row, ulp, ns, wrong, accuracy, speed }.
  function points_of(group) {
    const points = [];
    for (const row of rows_of[group].filter(is_shown)) {
      const [accuracy, sample, speed] = ['accuracy', 'sample', 'speed'].map((of) => record(row, of));
      if (!accuracy || !speed || !(speed.ns_per_element > 0) || Number.isNaN(ulp_of(accuracy.max_ulp))) continue;
      points.push({ row, accuracy, speed, ulp: ulp_of(accuracy.max_ulp), ns: speed.ns_per_element,
                    wrong: has_wrong(accuracy) || (sample !== null && has_wrong(sample)) });
    }
    return points;
  }

  return { current, nearest_conditions, usual_conditions: (group) => speed_of(group).usual,
           speed_words: (group) => words_of(conditions_of(group)), rows_of: (group) => rows_of[group], is_shown,
           records_of, record_number, record, regions_of, points_of };
}

// The points that no other beats both in error and in time, from exact to fast; wrong ones do not compete.
function frontier_of(points) {
  const best = [];
  for (const point of points.filter((each) => !each.wrong).sort((a, b) => a.ulp - b.ulp || a.ns - b.ns))
    if (best.length === 0 || point.ns < best[best.length - 1].ns) best.push(point);
  return best;
}

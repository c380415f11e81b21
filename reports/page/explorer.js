// Error versus x, explored: a drawing of several implementations that can be zoomed down to the bins of the run, with a
// cursor, a read-out, and everything it shows in the address.

// The group that the selectors name: softplus and binary32 where they name none, else the first.
function explored_group(page, state) {
  const of = (groups, key, usual) => {
    const named = (value) => groups.filter((group) => group[key] === value);
    const [wished, preferred] = [named(state.get(key)), named(usual)];
    return wished.length > 0 ? wished : preferred.length > 0 ? preferred : groups.filter((group) => group[key] === groups[0][key]);
  };
  return page.groups.indexOf(of(of(page.groups, 'function', 'softplus'), 'format', 'binary32')[0]);
}

// What is given for a group, with the bins of all its implementations.
async function load_group(page, number) {
  const group = page.groups[number];
  const format = number_formats[group.format];
  const envelopes = format ? await page.envelopes(number) : new Map();
  const rows = page.rows.map((row, i) => ({ row, bins: envelopes.get(i) }))
    .filter(({ row, bins }) => row.group === number && row.envelope !== null && bins && bins.first_bits.length > 0);
  if (rows.length === 0) return { group, number, rows: [] };
  const ends = rows.flatMap(({ bins }) => [bins.first_bits[0], bins.last_bits[bins.last_bits.length - 1]])
    .map((bits) => ordinal_of(format, BigInt(bits)));
  const axis = make_number_axis(format, ends.reduce((a, b) => (b < a ? b : a)), ends.reduce((a, b) => (b > a ? b : a)));
  for (const each of rows) {
    const record = page.record('accuracy', each.row.envelope);
    const worst_record = page.record('accuracy', each.row.accuracy) ?? record;
    each.group = group;
    each.command = page.command;
    each.curve = make_curve(axis, each.bins, record, worst_record);
    each.max_ulp = number_of(worst_record.max_ulp);
    each.failures = display_failures(record);
    each.number = page.rows.indexOf(each.row);
  }
  rows.sort((a, b) => a.max_ulp - b.max_ulp || a.number - b.number);
  const two_inputs = rows.some(({ curve }) => (curve.record.max_ulp_input_bits ?? '').includes(';'));
  return { group, number, axis, rows, two_inputs, marks: landmarks_of(page, group, axis) };
}

// Regions and conditioning of a group for parameters, as places on the axis; where strategies branch, for shown rows.
function landmarks_of(page, group, axis) {
  const place = (bits) => axis.place(ordinal_of(axis.format, BigInt(bits)));
  const of = (parameters) => {
    const all = (page.landmarks ?? []).filter((l) => l.function === group.function && l.format === group.format);
    return all.find((l) => (l.parameters ?? '') === (parameters ?? '')) ?? all[0] ?? { regions: [], kappa_bits: [], kappa: [] };
  };
  return {
    regions: (parameters) => of(parameters).regions.map((r) => ({ name: r.region, from: place(r.first_bits), to: place(r.last_bits) })),
    kappa: (parameters) => of(parameters).kappa_bits.map((bits, i) => ({
      place: place(bits), ulp: Math.max(0.5, number_of(of(parameters).kappa[i]) / 2),
    })).filter(({ ulp }) => !Number.isNaN(ulp)),
    rules(shown) {
      const at = new Map();
      for (const { number, key } of shown)
        for (const bits of (page.thresholds ?? []).filter((t) => t.row === number).flatMap((t) => t.at))
          at.set(bits, [...(at.get(bits) ?? []), key]);
      return [...at].map(([bits, keys]) => ({
        place: place(bits), text: `${keys.join(', ')}: x = ${short_number(value_of(axis.format, BigInt(bits)))}`,
      })).sort((a, b) => a.place - b.place);
    },
  };
}

async function start_explorer(page, state) {
  const section = document.getElementById('error-versus-x');
  if (!section || typeof Dygraph === 'undefined' || !page.rows.some((row) => row.envelope !== null)) return;
  const view = make_explorer(state);
  (section.querySelector('p') ?? section.querySelector('h2')).after(view.element);
  let latest = 0;
  async function follow() {
    const turn = ++latest;
    const number = explored_group(page, state);
    const loaded = view.number() === number ? null : await load_group(page, number);
    if (turn === latest) view.follow(loaded);
  }
  state.on_change(() => {
    if (!view.is_writing()) follow();
  });
  await follow();
}

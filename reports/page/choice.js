// The fastest implementation that keeps a bound on a domain: the rules of reports/choose.cpp, which has the reasons,
// on the page's bins. Those are merged from the run's and their errors rounded up, so that on a part of the domain
// the page may refuse what the command allows, never the other way round.

// A domain { first, last } in ordinals of the format; null: all inputs, NaNs too.
function domain_of(format, from, to) {
  if (from === null && to === null) return null;
  const most = format.infinity - 1n;
  const clamp = (x) => (x < -most ? -most : x > most ? most : x);
  return { first: clamp(from ?? -most), last: clamp(to ?? most) };
}

// `objection` and `doubt` say { why, wrong } it is not chosen at any bound, the second where its error is not more telling;
// `wrong`: because of outputs whose error no number of ULP tells.
function candidate_of(row, speed) {
  return { row, speed, max_ulp: NaN, input: '', bits: '', beyond: false, inputs: [], n: 0, objection: null, doubt: null };
}

// Why it does not keep the bound: { why, wrong }; null: it does.
function objection_to(candidate, bound) {
  if (candidate.objection) return candidate.objection;
  if (!(candidate.max_ulp <= bound)) return { why: `error ${display_ulp(candidate.max_ulp)} ULP`, wrong: false };
  return candidate.doubt;
}

// Judges one implementation: `records` are its accuracy records, `bins` those of the one that has an envelope (null:
// none has).
function judge(candidate, records, bins, { format, domain, region, regions }) {
  const most = format.infinity - 1n;
  const place = (bits) => ordinal_of(format, BigInt(bits));
  const holds = (at) => domain.first <= at && at <= domain.last;
  const meets = (first, last) => domain.first <= last && first <= domain.last;
  const object = (why, wrong = false) => {
    candidate.objection ??= { why, wrong };
  };
  const doubt = (why) => {
    candidate.doubt ??= { why, wrong: true };
  };
  const exceeds = (ulp) => !Number.isNaN(ulp) && (Number.isNaN(candidate.max_ulp) || ulp > candidate.max_ulp);
  const worst = (max_ulp, input, bits, beyond) => {
    if (exceeds(max_ulp)) Object.assign(candidate, { max_ulp, input, bits, beyond });
  };
  const worst_of = (r) => worst(ulp_of(r.max_ulp), r.max_ulp_input ?? '', r.max_ulp_input_bits ?? '', false);
  const rests_on = (r, n) => {
    if (!candidate.inputs.includes(r.inputs)) candidate.inputs.push(r.inputs);
    candidate.n += n;
  };
  const wrong_words = (r) => {
    const { nan, infinity, sign } = failures_of(r);
    return [[nan, 'wrong NaN'], [infinity, 'wrong infinity'], [sign, 'wrong sign']]
      .filter(([n]) => n > 0).map(([n, what]) => `${display_short_count(n)} ${what}`).join(', ');
  };
  const is_overall = (r) => !r.region || r.region === 'overall';
  const has_bins = (r) => bins !== null && r.has_bins;

  const whole = (r) => {
    rests_on(r, r.n ?? 0);
    worst_of(r);
    if (has_wrong(r)) object(wrong_words(r), true);
  };
  const finish = (where) => {
    if (Number.isNaN(candidate.max_ulp)) object(`no error was measured${where}`);
    candidate.lower_bound = !candidate.inputs.includes('exhaustive');
  };
  if (region !== null) {
    for (const r of records) if (r.region === region && r.n > 0) whole(r);
    finish(' in the region');
    return;
  }

  const covered = domain ?? { first: -most, last: most };
  if (bins !== null) {
    const [first, last] = [bins.first_bits[0], bins.last_bits[bins.last_bits.length - 1]];
    if (place(first) > covered.first || place(last) < covered.last)
      object(`measured on [${decimal_of(format, BigInt(first))}, ${decimal_of(format, BigInt(last))}] only`);
  } else if (records.length > 0) {
    object(`only ${records[0].inputs} inputs were measured`);
  }

  const in_bins = (r) => {
    let n = 0;
    bins.n.forEach((scored, i) => {
      const [first, last] = [bins.first_bits[i], bins.last_bits[i]];
      if (!meets(place(first), place(last))) return;
      n += scored + bins.n_unscored[i];
      if (bins.n_unscored[i] > 0)
        object(`wrong NaN or infinity for x in [${decimal_of(format, BigInt(first))}, ${decimal_of(format, BigInt(last))}]`, true);
      const argmax = BigInt(bins.argmax_bits[i]);
      if (scored > 0) worst(ulp_of(bins.max_ulp[i]), decimal_of(format, argmax), bins.argmax_bits[i], !holds(ordinal_of(format, argmax)));
    });
    rests_on(r, n);
  };
  // Wrong signs and overflows, of which a run knows the region.
  const in_region = (r) => {
    if (r.region === 'special') return;  // NaNs and infinities, which are on no domain
    const span = regions.find((each) => each.region === r.region);
    if (span && !meets(place(span.first_bits), place(span.last_bits))) return;
    if (r.n_wrong_sign > 0 && candidate.max_ulp > 1)
      doubt(`${display_short_count(r.n_wrong_sign)} wrong sign in the region ${r.region}`);
    const overflows = (r.n_early_overflow ?? 0) + (r.n_missed_overflow ?? 0);
    if (overflows > 0) doubt(`${display_short_count(overflows)} wrong overflow in the region ${r.region}`);
  };
  const unplaced = (r, all_tried) => {
    const bits = parse_bits((r.max_ulp_input_bits ?? '').split(';')[0]);
    if (bits !== null && holds(ordinal_of(format, bits))) {
      rests_on(r, r.n ?? 0);
      worst_of(r);
    }
    if (!all_tried && has_wrong(r)) doubt(`${wrong_words(r)} among ${r.inputs} inputs of unknown place`);
  };

  if (domain === null) {
    records.filter(is_overall).forEach(whole);
  } else {
    records.filter(has_bins).forEach(in_bins);
    const all_tried = records.some((r) => has_bins(r) && r.inputs === 'exhaustive');
    records.filter((r) => !is_overall(r)).forEach(in_region);
    for (const r of records) if (is_overall(r) && !has_bins(r)) unplaced(r, all_tried);
  }
  finish(domain ? ' on the domain' : '');
}

// The candidates of a group, fastest first, each judged but for the bound.
// `request`: { group, format, domain, region, regions, target }; a region (null: none) stands instead of a domain.
async function candidates_of(page, request) {
  const envelopes = await page.envelopes(request.group);
  const { selection } = page;
  const candidates = [];
  for (const row of selection.rows_of(request.group)) {
    if (request.target !== 'all' && page.rows[row].target !== request.target) continue;
    const number = selection.record_number(row, 'speed');
    const speed = page.record('speed', number);
    if (!speed || speed.status !== 'ok' || !(speed.ns_per_element > 0) || speed.in_place || speed.threads !== 1) continue;
    const candidate = { ...candidate_of(row, speed), order: number };
    const records = selection.records_of('accuracy', row)
      .map((i) => ({ has_bins: i === page.rows[row].envelope, ...page.record('accuracy', i) }))
      .filter((r) => !r.rounding || r.rounding === 'nearest');
    const failed = records.find((r) => r.status !== 'ok');
    if (failed) candidate.objection = { why: `its accuracy row ${failed.status}`, wrong: false };
    judge(candidate, records.filter((r) => r.status === 'ok'), envelopes.get(row) ?? null, request);
    candidates.push(candidate);
  }
  return candidates.sort((a, b) => a.speed.ns_per_element - b.speed.ns_per_element || a.order - b.order);
}

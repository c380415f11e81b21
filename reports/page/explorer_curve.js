// One implementation's error against x, with a pyramid over its bins: the worst and the best of any stretch of them in
// a few steps, so that a drawing of any width loses no maximum.

// Bins with the largest error of a row, which a record of other inputs may have (a corpus): in the bin that has its input,
// or in one of its own.
function with_worst_of(format, bins, record) {
  const [x, x2] = (record.max_ulp_input_bits ?? '').split(';');
  const ulp = number_of(record.max_ulp);
  const ordinal = x && !Number.isNaN(ulp) ? ordinal_of(format, BigInt(x)) : null;
  if (ordinal === null || ordinal > format.infinity || ordinal < -format.infinity) return bins;
  const at = (column, i) => ordinal_of(format, BigInt(bins[column][i]));
  let i = 0;
  while (i < bins.n.length && at('last_bits', i) < ordinal) ++i;
  const inside = i < bins.n.length && at('first_bits', i) <= ordinal;
  if (inside && bins.argmax_bits[i] === x && number_of(bins.max_ulp[i]) >= ulp * (1 - 1e-3)) return bins;
  const one = { first_bits: x, last_bits: x, n: 1, mean_ulp: ulp, n_unscored: 0 };
  const worst = { max_ulp: ulp, argmax_bits: x, argmax_x2_bits: x2, argmax_got_bits: record.max_ulp_got_bits,
                  argmax_want_bits: record.max_ulp_want_bits };
  return Object.fromEntries(Object.entries(bins).map(([column, values]) => {
    const kept = inside ? values[i] : one[column];
    return [column, [...values.slice(0, i), column in worst ? worst[column] ?? null : kept, ...values.slice(inside ? i + 1 : i)]];
  }));
}

// record: of the bins; worst_record: of the largest error, where that was found among other inputs.
function make_curve(axis, own_bins, record, worst_record) {
  const format = axis.format;
  const bins = with_worst_of(format, own_bins, worst_record);
  const ordinals = (texts) => texts.map((text) => ordinal_of(format, BigInt(text)));
  const [first, last, at] = [ordinals(bins.first_bits), ordinals(bins.last_bits), ordinals(bins.argmax_bits)];
  const count = first.length;
  const max = Float64Array.from(bins.max_ulp, (ulp, i) => (bins.n[i] > 0 ? number_of(ulp) : NaN));
  const mean = Float64Array.from(bins.mean_ulp, number_of);
  // Bins have errors rounded up, the record has the largest one exactly: it stays the only largest.
  const [worst_input, second_input] = (worst_record.max_ulp_input_bits ?? '').split(';');
  const worst_ulp = number_of(worst_record.max_ulp);
  for (let i = 0; i < count; ++i)
    if (bins.argmax_bits[i] === worst_input && max[i] >= worst_ulp * (1 - 1e-3)) max[i] = worst_ulp;
    else if (max[i] >= worst_ulp) max[i] = Math.min(worst_ulp * (1 - 2 ** -52), Number.MAX_VALUE);
  const left = Float64Array.from(first, (ordinal) => axis.place(ordinal, -0.5));
  const right = Float64Array.from(last, (ordinal) => axis.place(ordinal, 0.5));
  const worse = make_pyramid(max, (a, b) => a >= b);
  const better = make_pyramid(max, (a, b) => a <= b);

  // The first bin that ends beyond a place.
  function first_beyond(place) {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (right[middle] > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  // [i, j] of the bins that touch [from, to]; i > j for none.
  function between(from, to) {
    const i = first_beyond(from);
    let j = first_beyond(to);
    if (j >= count || left[j] >= to) --j;
    return [i, j];
  }
  // The bin with an ordinal, or the nearest.
  function bin_at(ordinal) {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (last[middle] >= ordinal) high = middle;
      else low = middle + 1;
    }
    const gap_below = low > 0 ? ordinal - last[low - 1] : null;
    return first[low] > ordinal && gap_below !== null && gap_below < first[low] - ordinal ? low - 1 : low;
  }
  // What stands about a bin's worst input.
  function inspect(i) {
    const is_worst = bins.argmax_bits[i] === worst_input;
    const output = (of) => bins[`argmax_${of}_bits`]?.[i] ?? (is_worst ? worst_record[`max_ulp_${of}_bits`] : undefined) ?? null;
    return {
      first: bins.first_bits[i], last: bins.last_bits[i], n: bins.n[i], unscored: bins.n_unscored[i],
      x: bins.argmax_bits[i], x2: bins.argmax_x2_bits?.[i] ?? (is_worst ? second_input : undefined) ?? null,
      ulp: max[i], mean: mean[i], got: output('got'), want: output('want'),
      exact: max[i] === worst_ulp ? worst_record.max_ulp : max[i], is_exact: max[i] === worst_ulp,
    };
  }
  const all_worst = worse(0, count - 1);
  return {
    axis, bins, record, worst_record, count, first, last, at, max, mean, left, right, worse, better, between, bin_at, inspect,
    at_place: Float64Array.from(at, (ordinal) => axis.place(ordinal)),
    unscored: bins.n_unscored,
    worst: all_worst,
    // `places` of the largest bins in [i, j], worst first.
    largest: (i, j, places) => Array.from({ length: Math.max(j - i + 1, 0) }, (_, k) => i + k)
      .filter((k) => max[k] === max[k]).sort((a, b) => max[b] - max[a] || a - b).slice(0, places),
    peaks: once(() => peaks_of(max)),
  };
}

function once(make) {
  let made = null;
  return () => (made ??= make());
}

// JSON has infinities, and errors beyond the range of a double, as texts.
function number_of(value) {
  if (typeof value === 'number') return value;
  return value === 'inf' ? Infinity : value === '-inf' ? -Infinity : Number(value ?? NaN);
}

// best(i, j): the place of the value among i to j that `wins(a, b)` over all others, the first of equals, -1 where all are
// NaN. Level upon level, each item of a level is the winner of two of the level below.
function make_pyramid(values, wins) {
  const count = values.length;
  const pick = (a, b) => (a < 0 ? b : b < 0 || wins(values[a], values[b]) ? a : b);
  const tree = new Int32Array(2 * Math.max(count, 1)).fill(-1);
  for (let i = 0; i < count; ++i) if (!Number.isNaN(values[i])) tree[count + i] = i;
  for (let i = count - 1; i > 0; --i) tree[i] = pick(tree[2 * i], tree[2 * i + 1]);
  return (i, j) => {
    let [from_left, from_right] = [-1, -1];
    for (let [low, high] = [i + count, j + count + 1]; low < high; low >>= 1, high >>= 1) {
      if (low & 1) from_left = pick(from_left, tree[low++]);
      if (high & 1) from_right = pick(tree[--high], from_right);
    }
    return pick(from_left, from_right);
  };
}

// The local maxima that stand out on both sides by an eighth before something larger comes; the largest always does.
function peaks_of(max) {
  const peaks = [];
  // The lowest error between i and the next larger one in a direction; -1 where the line ends first.
  const valley = (i, direction) => {
    let lowest = max[i];
    for (let k = i + direction; k >= 0 && k < max.length; k += direction) {
      if (max[k] > max[i]) return lowest;
      if (max[k] < lowest) lowest = max[k];
    }
    return -1;
  };
  for (let i = 0; i < max.length; ++i) {
    const plateau = i > 0 && max[i - 1] >= max[i];  // of equals the first one counts
    if (plateau || !(max[i] > 0) || max[i + 1] > max[i]) continue;
    if (Math.max(valley(i, -1), valley(i, 1), 0.02) * 1.125 < max[i]) peaks.push(i);
  }
  return peaks;
}

// Scales of the explorer: the number line of a format across, errors upwards.

// From ordinals (BigInt) to places on the drawing: linear in up to five stretches, as in reports/html/axis.cpp. Those
// where functions of this family change are wide, the tiny and the huge numbers are squeezed; within a stretch equal
// steps are neighbours.
function make_number_axis(format, first, last) {
  const emax = 1 - format.emin;
  const huge = nearest_ordinal(format, 2 ** Math.ceil(Math.log2((emax + format.precision) * 0.6931)));
  const tiny = nearest_ordinal(format, 2 ** -format.precision);
  const cuts = [-format.infinity, -huge, -tiny, tiny, huge, format.infinity];
  const widths = [8, 40, 4, 40, 8];
  const stretches = [];
  let end = 0;
  for (let i = 0; i < widths.length; ++i) {
    const low = cuts[i] > first ? cuts[i] : first;
    const high = cuts[i + 1] < last ? cuts[i + 1] : last;
    if (low >= high) continue;
    stretches.push({ first: low, last: high, from: end, to: end + widths[i], squeezed: i % 2 === 0 });
    end += widths[i];
  }
  if (stretches.length === 0) stretches.push({ first: first - 1n, last: first + 1n, from: 0, to: end = 1, squeezed: false });

  // `beside` is added to the ordinal: ±0.5 are the edges of a number.
  function place(ordinal, beside = 0) {
    const s = stretches.find((each) => ordinal <= each.last) ?? stretches[stretches.length - 1];
    const share = (Number(ordinal - s.first) + beside) / Number(s.last - s.first);
    return s.from + (s.to - s.from) * share;
  }
  function ordinal(place) {
    const s = stretches.find((each) => place <= each.to) ?? stretches[stretches.length - 1];
    const share = Math.min(Math.max((place - s.from) / (s.to - s.from), 0), 1);
    const length = s.last - s.first;
    // In units of 2^-52 of the stretch, so that a double carries it.
    return s.first + ((length * BigInt(Math.round(share * 2 ** 52)) + (1n << 51n)) >> 52n);
  }
  // The shortest stretch of the line that can be shown: a few numbers, and no finer than a double tells apart.
  function narrowest(at) {
    const s = stretches.find((each) => at <= each.to) ?? stretches[stretches.length - 1];
    const one = (s.to - s.from) / Number(s.last - s.first);
    return Math.max(8 * one, end * 2 ** -40);
  }
  const value = (at) => value_at(format, ordinal(at));
  const place_of = (x) => place(nearest_ordinal(format, x));
  return { format, from: 0, to: end, stretches, place, ordinal, narrowest, value, place_of };
}

// Labels for [from, to] on `width` pixels, the weightier first and none that touches another.
function number_ticks(axis, from, to, width) {
  const ticks = [];
  const pixels = (place) => ((place - from) / (to - from)) * width;
  function offer(x, text) {
    const place = axis.place_of(x);
    if (!(place >= from && place <= to)) return;
    const half = text.length * 3.4 + 4;
    if (ticks.every((t) => Math.abs(pixels(t.v) - pixels(place)) >= half + t.half)) ticks.push({ v: place, label: text, half });
  }
  const [low, high] = [axis.value(from), axis.value(to)];
  for (const x of [0, 1, -1]) offer(x, String(x));
  if (from <= axis.from) offer(low, short_number(low));
  if (to >= axis.to) offer(high, short_number(high));
  const same_sign = low > 0 || high < 0;
  const [small, large] = low > 0 ? [low, high] : [-high, -low];
  if (same_sign && large < 12 * small) offer_multiples(low, high, width, offer);
  else offer_decades(axis, offer, same_sign ? [1, 5, 2, 3] : [1]);
  return ticks.sort((a, b) => a.v - b.v);
}

function offer_decades(axis, offer, digits) {
  const ends = [axis.value(axis.from), axis.value(axis.to)].filter((x) => Number.isFinite(x) && x !== 0);
  const most = Math.ceil(Math.log10(Math.max(1, ...ends.map(Math.abs), Number.isFinite(ends[1]) ? 1 : 1e308)));
  const least = Math.floor(Math.log10(axis.format.bits === 64 ? 5e-324 : 2 ** (axis.format.emin - axis.format.precision)));
  for (const digit of digits)
    for (const step of digit === 1 ? [100, 10, 5, 2, 1] : [1])
      for (let k = 0; k <= Math.max(most, -least); ++k) {
        if (k % step !== 0) continue;
        for (const power of k === 0 ? [0] : [k, -k]) {
          const x = Number(`${digit}e${power}`);
          offer(x, short_number(x));
          offer(-x, short_number(-x));
        }
      }
}

// Multiples of the smallest round step whose labels do not touch.
function offer_multiples(low, high, width, offer) {
  const span = high - low;
  let best = [];
  for (let power = Math.ceil(Math.log10(span)), rounds = 0; span > 0 && rounds < 4; --power, ++rounds)
    for (const digit of [5, 2, 1]) {
      const step = digit * 10 ** power;
      const count = Math.floor(high / step) - Math.ceil(low / step) + 1;
      // Counted in whole steps: sums would drift.
      const labels = Array.from({ length: Math.min(Math.max(count, 0), 99) }, (_, k) => {
        const x = (Math.ceil(low / step) + k) * step;
        return [x, stepped_text(x, power)];
      });
      if (labels.length === 0) continue;
      if (best.length > 0 && Math.max(...labels.map(([, text]) => text.length * 6.8 + 8)) * labels.length > width) {
        rounds = 4;
        break;
      }
      best = labels;
    }
  if (best.length === 0) best = [[low, String(low)]];
  best.forEach((each) => offer(...each));
}

// x as a multiple of 10^power.
function stepped_text(x, power) {
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const digits = Math.min(Math.max(Math.floor(Math.log10(size)) - power, 0), 16);
    return x.toExponential(digits).replace(/\.?0+e/, 'e').replace('e+', 'e');
  }
  return x.toFixed(Math.min(Math.max(-power, 0), 20));
}

// 1e6, 0.001, -inf.
function short_number(x) {
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  const size = Math.abs(x);
  if (x === 0 || (size >= 0.001 && size < 1e4)) return String(Number(x.toPrecision(6)));
  return x.toExponential(x === Number(x.toExponential(0)) ? 0 : 1).replace('e+', 'e');
}

// Upwards: places are decades of error, or errors as they are up to 1 ULP and decades above.
const error_scales = {
  log: { name: 'logarithmic', floor: -1, place: (ulp) => Math.log10(Math.min(Math.max(ulp, 0.1), 1e300)) },
  symlog: {
    name: 'symmetric logarithmic',
    floor: 0,
    place: (ulp) => (ulp <= 1 ? ulp : 1 + Math.log10(Math.min(ulp, 1e300))),
  },
};

function error_ticks(scale, top, height) {
  const values = [1];
  for (let k = 1; scale.place(10 ** k) <= top; ++k) values.push(10 ** k);
  values.push(0.5, ...(scale.floor === 0 ? [0, 0.25, 0.75] : [0.1, 0.2]), 2, 5);
  for (let k = 1; scale.place(2 * 10 ** k) <= top; ++k) values.push(2 * 10 ** k, 5 * 10 ** k);
  const ticks = [];
  const pixels = (place) => (place / (top - scale.floor)) * height;
  for (const ulp of values) {
    const v = scale.place(ulp);
    if (v <= top && ticks.every((t) => Math.abs(pixels(t.v - v)) >= 22)) ticks.push({ v, label: short_number(ulp) });
  }
  return ticks;
}

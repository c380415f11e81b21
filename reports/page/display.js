// Figures as tables print them: the same texts as reports/display.cpp, which has the reasons.

// "e+07": at least two digits, as C prints it.
function c_exponent(text) {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

// "-1.25" and 3: "-1250".
function fixed_text(digits, power) {
  const sign = digits.startsWith('-') ? '-' : '';
  const all = digits.replace(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${all}`;
  return sign + all.slice(0, power + 1).padEnd(power + 1, '0') + (all.length > power + 1 ? '.' + all.slice(power + 1) : '');
}

// What a column holds: shortest decimal for numbers, as std::to_chars writes doubles; '' for nothing.
function text_of(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  const [digits, power] = value.toExponential().split('e');
  const fixed = fixed_text(digits, Number(power));
  const scientific = c_exponent(value.toExponential());
  return fixed.length <= scientific.length ? fixed : scientific;
}

// print(x) with `kept` significant digits, and what lies just between two texts goes to the even one: JavaScript
// rounds that up, C++ does not.
function to_even(x, kept, print) {
  const digits = x.toExponential(60).split('e')[0].replace(/[-.]/g, '');
  const goes_down = /^50*$/.test(digits.slice(kept)) && Number(digits[kept - 1]) % 2 === 0;
  return print(goes_down ? x * (1 - 2 ** -52) : x);
}

// x rounded up to a multiple of 1/scale; what is one already stays.
function rounded_up(x, scale) {
  const nearest = Math.round(x * scale) / scale;
  return nearest < x ? (Math.round(x * scale) + 1) / scale : nearest;
}

// For comparing: infinity for text beyond the range of a double, NaN when missing.
function ulp_of(value) {
  if (value === null || value === undefined || value === '' || value === 'nan') return NaN;
  if (value === 'inf' || value === '-inf') return value === 'inf' ? Infinity : -Infinity;
  return Number(value);
}

// An error in ULP, rounded up, so that 0.50001 is not printed as 0.5.
function display_ulp(value) {
  const ulp = ulp_of(value);
  if (!Number.isFinite(ulp)) return typeof value === 'number' && Number.isNaN(value) ? '' : text_of(value);
  if (ulp < 0) return '-' + display_ulp(-ulp);
  if (ulp < 9.9995) return rounded_up(ulp, 1000).toFixed(3);
  if (ulp < 99999) return rounded_up(ulp, 10).toFixed(1);
  const power = Number(`1e${Number(ulp.toExponential().split('e')[1]) - 1}`);
  return c_exponent((Math.ceil((ulp / power) * (1 - 1e-12)) * power).toExponential(1));
}

// The largest error of an accuracy record, marked where it is a lower bound.
function display_max_ulp(record) {
  const shown = display_ulp(record.max_ulp);
  return shown !== '' && record.inputs !== 'exhaustive' ? '≥ ' + shown : shown;
}

// Three significant digits: "0.512", "61.0", "1240".
function display_3(value) {
  const x = ulp_of(value);
  if (!Number.isFinite(x)) return Number.isNaN(x) ? '' : x > 0 ? 'inf' : '-inf';
  const size = Math.abs(x);
  if (x === 0) return '0';
  if (size < 1e-3 || size >= 1e7) return c_exponent(to_even(x, 3, (y) => y.toExponential(2)));
  if (size < 99.95) return to_even(x, 3, (y) => y.toPrecision(3));
  return to_even(x, Math.floor(size).toString().length, (y) => y.toFixed(0));
}

// A share in [0, 1] as per cent, rounded down, so that only all of them are "100".
function display_percent(value) {
  const share = ulp_of(value);
  if (Number.isNaN(share)) return '';
  if (share >= 1) return '100';
  const down = Math.floor(share * 1e5 * (1 + 1e-15)) / 1e3;
  return down >= 99.9 ? down.toFixed(3) : (Math.floor(down * 10) / 10).toFixed(1);
}

// "4,294,967,296".
function display_count(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

// At most four characters: "999", "12k", "4.3G".
function display_short_count(n) {
  if (n < 1000) return String(n);
  let x = n / 1000;
  let unit = 0;
  for (; x >= 999.5; x /= 1000) ++unit;
  return (x < 9.95 ? to_even(x, 2, (y) => y.toFixed(1)) : to_even(x, Math.floor(x).toString().length, (y) => y.toFixed(0))) +
         'kMGTPE'[unit];
}

// What is wrong with outputs of an accuracy record, in words; '' when nothing is.
function display_failures(record) {
  return [['wrong NaN', 'n_wrong_nan'], ['wrong infinity', 'n_wrong_infinity'], ['early overflow', 'n_early_overflow'],
          ['missed overflow', 'n_missed_overflow'], ['wrong sign', 'n_wrong_sign'],
          ['wrong zero sign', 'n_zero_sign'], ['flushed to zero', 'n_flushed']]
    .filter(([, column]) => record[column] > 0)
    .map(([words, column]) => `${display_count(record[column])} ${words}`)
    .join(', ');
}

// Wrong outputs by kind, those that break any claim whatever their ULP.
function failures_of(record) {
  const count = (column) => record[column] ?? 0;
  return { nan: count('n_wrong_nan'), sign: count('n_wrong_sign'),
           infinity: count('n_wrong_infinity') + count('n_early_overflow') + count('n_missed_overflow') };
}

function has_wrong(record) {
  const { nan, infinity, sign } = failures_of(record);
  return nan + infinity + sign > 0;
}

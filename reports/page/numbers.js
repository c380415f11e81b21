// Numbers of the four formats: bits <-> ordinal <-> value, and how they are written. Bits and ordinals are BigInt,
// because those of binary64 exceed 2^53; the texts are those of core/text.cpp.

const number_formats = {
  binary64: { bits: 64, precision: 53, emin: -1022 },
  binary32: { bits: 32, precision: 24, emin: -126 },
  binary16: { bits: 16, precision: 11, emin: -14 },
  bfloat16: { bits: 16, precision: 8, emin: -126 },
};
for (const format of Object.values(number_formats)) {
  format.fraction_bits = BigInt(format.precision - 1);
  format.sign_bit = 1n << BigInt(format.bits - 1);
  format.infinity = format.sign_bit - (1n << format.fraction_bits);  // its bits, and its ordinal
}

const scratch = new DataView(new ArrayBuffer(8));

// "0x3f800000" -> 0x3f800000n; null where the text is not that.
function parse_bits(text) {
  return /^0x[0-9a-f]+$/i.test(text) ? BigInt(text) : null;
}

function bits_text(format, bits) {
  return '0x' + bits.toString(16).padStart(format.bits / 4, '0');
}

// Place on the number line: neighbours differ by 1, both zeros are 0, NaNs lie beyond the infinities.
function ordinal_of(format, bits) {
  return bits >= format.sign_bit ? format.sign_bit - bits : bits;
}

function bits_at(format, ordinal) {
  return ordinal < 0n ? format.sign_bit - ordinal : ordinal;
}

// The value of a place; its double is exact in every format.
function value_at(format, ordinal) {
  const magnitude = ordinal < 0n ? -ordinal : ordinal;
  if (magnitude > format.infinity) return NaN;
  if (magnitude === format.infinity) return ordinal < 0n ? -Infinity : Infinity;
  const fraction = Number(magnitude & ((1n << format.fraction_bits) - 1n));
  const binade = Number(magnitude >> format.fraction_bits);
  const significand = binade > 0 ? fraction + 2 ** (format.precision - 1) : fraction;
  const value = significand * 2 ** (Math.max(binade, 1) - 1 + format.emin - (format.precision - 1));
  return ordinal < 0n ? -value : value;
}

// Keeps the sign of zero, which the place does not have.
function value_of(format, bits) {
  return bits === format.sign_bit ? -0 : value_at(format, ordinal_of(format, bits));
}

// The place of the number nearest to x, ties to even. x must not be NaN.
function nearest_ordinal(format, x) {
  const magnitude = Math.abs(x);
  let place = format.infinity;
  if (magnitude < Infinity) {
    scratch.setFloat64(0, magnitude);
    const exponent = Math.max((scratch.getUint16(0) >> 4) - 1023, format.emin);
    const steps = magnitude / 2 ** (exponent - (format.precision - 1));  // exact: a power of two
    const down = Math.floor(steps);
    const rest = steps - down;
    const rounded = rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
    place = (BigInt(exponent - format.emin) << format.fraction_bits) + BigInt(rounded);
    if (place > format.infinity) place = format.infinity;
  }
  return x < 0 ? -place : place;
}

// Shortest decimal that reads back the same in the format, as std::to_chars chooses between 1000 and 1e+03.
function decimal_of(format, bits) {
  const x = value_of(format, bits);
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf';
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  const digits = shortest_digits(format, Math.abs(x));
  // The digits of a 16-bit number mean the double that they read as; those of the wider ones the number itself.
  return (x < 0 ? '-' : '') + plain_or_scientific(digits, format.bits === 16 ? Number(digits) : Math.abs(x));
}

// As toExponential writes it.
function shortest_digits(format, x) {
  if (format === number_formats.binary64) return x.toExponential();
  const place = nearest_ordinal(format, x);
  const reads_back = (text) => nearest_ordinal(format, Number(text)) === place;
  for (let after_point = 0; after_point < 8; ++after_point) {
    const text = rounded_digits(x, after_point);
    if (reads_back(text)) return text;
    // Above a power of two there is more room than below: the next digit up may do where the nearest does not.
    const [digits, power] = text.split('e');
    const next = `${(Number(digits) + 10 ** -after_point).toFixed(after_point)}e${power}`;
    if (format.bits === 32 && reads_back(next)) return next;
  }
  return rounded_digits(x, 8);
}

// toExponential rounds what lies just between up, C++ to even.
function rounded_digits(x, after_point) {
  const text = x.toExponential(after_point);
  const [digits, power] = x.toExponential(60).split('e');
  const kept = after_point + (after_point > 0 ? 2 : 1);
  const rest = digits.slice(kept).replace('.', '');
  return /^50*$/.test(rest) && Number(digits[kept - 1]) % 2 === 0 ? `${digits.slice(0, kept)}e${power}` : text;
}

function plain_or_scientific(text, x) {
  const [digits, power_text] = text.split('e');
  const power = Number(power_text);
  const scientific = `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const all = digits.replace('.', '');
  let plain = '';
  if (power < 0) plain = `0.${'0'.repeat(-power - 1)}${all}`;
  else if (all.length > power + 1) plain = `${all.slice(0, power + 1)}.${all.slice(power + 1)}`;
  else plain = power > 25 ? '0'.repeat(power + 1) : BigInt(x).toString();  // a whole number, with all its digits
  return plain.length <= scientific.length ? plain : scientific;
}

// C99 hexadecimal as printf's %a writes it: "0x1.99999ap-4", subnormal doubles as "0x0.8p-1022".
function hex_of(format, bits) {
  const x = value_of(format, bits);
  if (!Number.isFinite(x)) return decimal_of(format, bits);
  const sign = Object.is(x, -0) || x < 0 ? '-' : '';
  if (x === 0) return `${sign}0x0p+0`;
  scratch.setFloat64(0, Math.abs(x));
  const raw = scratch.getBigUint64(0);
  const biased = Number(raw >> 52n);
  const fraction = (raw & ((1n << 52n) - 1n)).toString(16).padStart(13, '0').replace(/0+$/, '');
  const exponent = biased === 0 ? -1022 : biased - 1023;
  const point = fraction === '' ? '' : '.' + fraction;
  return `${sign}0x${biased === 0 ? 0 : 1}${point}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

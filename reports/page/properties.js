// Properties and sayings by function, format, target and region: their tables have a shape of their own.

// Ordinals of a region of a row's function and format, [first, last]; null where it is no interval.
function region_span(page, group, region) {
  const { function: name, format } = page.groups[group];
  const found = page.landmarks.find((each) => each.function === name && each.format === format && !each.parameters)
    ?.regions.find((each) => each.region === region);
  return found ? [found.first_bits, found.last_bits].map((bits) => ordinal_of(number_formats[format], BigInt(bits))) : null;
}

// "fused/avx2" and "avx2"; a label without a target is scalar.
function is_of_target(label, target) {
  const at = label.lastIndexOf('/');
  return target === 'all' || (at < 0 ? 'scalar' : label.slice(at + 1)) === target;
}

// Counts of violations of which the first shown lies in another region are dimmed.
function mark_witnesses(page, body, group, region) {
  const { selection } = page;
  const span = region === 'overall' ? null : region_span(page, group, region);
  const format = number_formats[page.groups[group].format];
  const names = [...body.closest('table').tHead.rows[0].cells].map((th) => th.textContent);
  const column = (name, i) => page.records.properties[name]?.[i] ?? null;
  const weight = (i) => column(column('rule', i) === 'informative' ? 'n_violations' : 'n_excess_violations', i) ?? 0;
  const is_elsewhere = (i) => {
    const bits = parse_bits((column('witness_bits', i) ?? '').split(';')[0]);
    return bits !== null && (ordinal_of(format, bits) < span[0] || ordinal_of(format, bits) > span[1]);
  };
  for (const tr of body.querySelectorAll('tr[data-row]')) {
    const records = span === null ? [] : selection.records_of('properties', Number(tr.dataset.row));
    names.forEach((name, at) => {
      if (at === 0 || !tr.cells[at]) return;
      const worst = records.filter((i) => column('property', i) === name).sort((a, b) => weight(b) - weight(a))[0];
      tr.cells[at].classList.toggle('elsewhere', worst !== undefined && is_elsewhere(worst));
    });
  }
}

// Where violations are first: a line an implementation and property, with the formats in its third cell.
function filter_violations(section, { format, target }) {
  for (const table of section.querySelectorAll('table:not(.kept)'))
    for (const tr of table.tBodies[0].rows)
      tr.hidden = !(is_of_target(tr.cells[0].textContent, target) &&
                    (format === 'all' || tr.cells[2].textContent.split(', ').includes(format)));
}

// Sayings and, of their figures, those of the function, the column of the format and the lines of the target.
function filter_sayings(page, section, { function: name, format, target }) {
  const claims = page.records.claims;
  const told = new Set();  // sayings with a figure of what is shown
  (claims.claim ?? []).forEach((claim, i) => {
    const [of_function, of_format] = [claims.function?.[i], claims.format?.[i]];
    if (of_function === name && (format === 'all' || of_format === format)) told.add(claim);
  });
  const [summary, ...figures] = section.querySelectorAll('table');
  for (const tr of summary?.tBodies[0].rows ?? []) tr.hidden = !told.has(tr.cells[0].textContent);
  for (const table of figures) {
    const heads = [...table.tHead.rows[0].cells].map((th) => th.textContent);
    const box = table;
    box.hidden = !(table.caption.textContent.startsWith(`${name}: `) && (format === 'all' || heads.includes(format)));
    for (const tr of table.rows) [...tr.cells].forEach((cell, i) => { cell.hidden = i > 0 && format !== 'all' && heads[i] !== format; });
    for (const tr of table.tBodies[0].rows) tr.hidden = !is_of_target(tr.cells[0].textContent, target);
  }
  for (const details of section.querySelectorAll('details'))
    details.hidden = [...details.querySelectorAll('table')].every((table) => table.hidden);
}

// The run within the page: JSON, deflated, as base64 text in script elements that are no script.

const inflated_json = async (id) => JSON.parse(await inflated(id));

// One row of columnar records as an object of what it has; null for no record.
function record_at(columns, i) {
  if (i === null || i === undefined) return null;
  const record = {};
  for (const [name, values] of Object.entries(columns)) if (values[i] !== null) record[name] = values[i];
  return record;
}

// The data block (reports/page_data.hpp), with
//   record(kind, i)           the record of a kind, as in run.json but for its bins; null for i = null
//   count(kind)               how many there are
//   envelopes(group)          a promise of a Map from the number of a row to its bins, decoded once
//   as_run()                  a promise of what run.json holds, bins merged as in the page
async function load_page() {
  const page = await inflated_json('page-data');
  // As the tables have them (html::escape): a label must not turn the direction of what follows it.
  for (const row of page.rows) row.label = row.label.replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  page.record = (kind, i) => record_at(page.records[kind], i);
  page.count = (kind) => page.records[kind].schema_version.length;
  const decoded = new Map();
  page.envelopes = (group) => {
    if (!decoded.has(group)) {
      const found = document.getElementById(`envelopes-${group}`) ? inflated_json(`envelopes-${group}`) : Promise.resolve({});
      decoded.set(group, found.then((rows) => new Map(Object.entries(rows).map(([row, bins]) => [Number(row), bins]))));
    }
    return decoded.get(group);
  };
  page.as_run = async () => {
    const records = {};
    for (const kind of Object.keys(page.records)) {
      records[kind] = [];
      for (let i = 0; i < page.count(kind); ++i) records[kind].push({ kind, ...page.record(kind, i) });
    }
    for (let group = 0; group < page.groups.length; ++group)
      for (const [row, bins] of await page.envelopes(group)) records.accuracy[page.rows[row].envelope].envelope = bins;
    const { schema_version, run_id, suite, command, complete, identity, circumstances, reference, omissions } = page;
    return { schema_version, run_id, suite, command, complete, identity, circumstances, reference, omissions,
             records: Object.values(records).flat() };
  };
  return page;
}

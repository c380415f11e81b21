// What stands beside the drawing: one bin's worst input in full, the commands that reproduce it, the worst in view.

// Options of a stored command line that belong to the row: [['--param', 'beta=3'], ...].
function options_of(command, names) {
  const words = (command ?? '').match(/(?:[^\s']+|'[^']*')+/g) ?? [];
  return words.flatMap((word, i) => {
    const [name, ...value] = word.split('=');
    if (!names.includes(name)) return [];
    return value.length > 0 ? [[name, value.join('=')]] : words[i + 1] !== undefined ? [[name, words[i + 1]]] : [];
  }).map(([name, value]) => [name, value.replaceAll("'", '')]);
}

// What a row's own command line would say of it: its parameter, where it ran, and what brought it in. A page without
// the commands of its rows (page.detail) has that of the run.
function row_options(row, record, command, names) {
  const outside = options_of(record.reproduce ?? command, names.filter((name) => name !== '--param'));
  const parameters = row.parameters === '' || !names.includes('--param') ? [] : row.parameters.split(',').map((each) => ['--param', each]);
  return [...parameters, ...outside].map(([name, value]) => `${name} ${shell_word(value)}`);
}

const row_filter = (group, row) => shell_word(`${group.function}/${row.implementation}/${group.format}/${row.target}`, true);

// One input again; a row from outside the program is not known to eval, so it is run there.
function eval_command({ group, row, curve, command }, bin) {
  if (row.target === 'plugin' || row.target === 'process') {
    const at = decimal_of(curve.axis.format, BigInt(bin.x));
    return run_command({ group, row, curve, command }, at, at, true);
  }
  const input = bin.x2 === null ? `${bin.x}:bits` : `${bin.x}:bits;${bin.x2}:bits`;
  return ['softplus-bench eval', shell_word(group.function), shell_word(input), '--format', group.format, '-f', row_filter(group, row),
          ...row_options(row, curve.record, command, ['--param', '--device', '--rounding'])].join(' ');
}

function run_command({ group, row, curve, command }, low, high, every_input) {
  return ['softplus-bench run accuracy -f', row_filter(group, row), `--range=${low}:${high}`,
          every_input ? '--exhaustive' : '--samples 1000000',
          ...row_options(row, curve.record, command, ['--param', '--device', '--rounding', '--plugin', '--exec'])].join(' ');
}

function make_readout() {
  const lines = [['implementation', 'implementation'], ['x', 'x'], ['hexadecimal', 'hex'], ['bits', 'bits'],
                 ['error', 'ulp'], ['got', 'got'], ['want', 'want'], ['bin', 'bin']];
  const values = {};
  const list = make_element('dl', {}, ...lines.flatMap(([word, id]) => {
    values[id] = make_element('dd', { id: `readout-${id}` });
    return [make_element('dt', {}, word), values[id]];
  }));
  const live = make_element('div', { id: 'readout', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' }, list);
  const message = make_element('span', { id: 'explorer-message', role: 'status', className: 'dim' });
  const copyable = (id, button_id, words) => {
    const code = make_element('code', { id, tabIndex: 0 });
    const button = make_element('button', { id: button_id, type: 'button' }, 'Copy');
    button.setAttribute('aria-label', `Copy the command for ${words}`);
    const copy = async () => {
      const done = code.textContent !== '' && (await copy_text(code.textContent));
      message.textContent = done ? `Copied: the command for ${words}.` : 'Not copied: select the text instead.';
      setTimeout(() => (message.textContent = ''), 4000);
    };
    button.addEventListener('click', copy);
    return { code, copy, element: make_element('div', { className: 'command' }, code, button) };
  };
  const one = copyable('readout-command', 'explorer-copy', 'this input');
  const in_view = copyable('window-command', 'explorer-copy-window', 'what is in view');
  const element = make_element('div', { className: 'readout' }, live,
                               make_element('p', { className: 'dim' }, 'This input again:'), one.element,
                               make_element('p', { className: 'dim' }, 'What is in view again, input by input where they are at most 2³²:'),
                               in_view.element, message);

  // both: inputs as "a" or "a; b".
  const both = (write, bin) => [bin.x, bin.x2].filter((bits) => bits !== null).map(write).join('; ');
  const output = (format, bits) =>
    bits === null ? 'not recorded in this run: the command below shows it' : `${decimal_of(format, BigInt(bits))}  (${bits})`;

  return {
    element,
    copy: one.copy,
    clear(text) {
      for (const value of Object.values(values)) value.textContent = '';
      values.implementation.textContent = text;
      one.code.textContent = in_view.code.textContent = '';
    },
    // hovering is not read aloud: what the keyboard or a click chose is.
    show(drawn, i, { hovering, two_inputs }) {
      const { row, key, curve } = drawn;
      const format = curve.axis.format;
      const bin = curve.inspect(i);
      const number = (bits) => decimal_of(format, BigInt(bits));
      live.setAttribute('aria-live', hovering ? 'off' : 'polite');
      const texts = {
        implementation: `${key} ${row.label}`,
        x: both(number, bin),
        hex: both((bits) => hex_of(format, BigInt(bits)), bin),
        bits: both((bits) => bits, bin),
        ulp: bin.n > 0 ? `${display_ulp(bin.exact)} ULP${bin.is_exact ? `  (${text_of(bin.exact)})` : ''}` : 'no output here has a ULP',
        got: output(format, bin.got),
        want: output(format, bin.want),
        bin: `[${number(bin.first)}, ${number(bin.last)}]: ${display_count(bin.n)} inputs, mean ${display_3(bin.mean)} ULP` +
             (bin.unscored > 0 ? `; ${display_count(bin.unscored)} outputs without a ULP` : ''),
      };
      for (const [id, text] of Object.entries(texts)) if (values[id].textContent !== text) values[id].textContent = text;
      values.ulp.dataset.value = values.ulp.title = text_of(bin.exact);
      one.code.textContent = two_inputs && bin.x2 === null
        ? ''  // the second input was not recorded
        : eval_command(drawn, bin);
    },
    show_window(drawn, low, high, two_inputs) {
      const format = drawn.curve.axis.format;
      const inputs = (high - low + 1n) << BigInt(two_inputs ? format.bits : 0);
      const texts = [low, high].map((ordinal) => decimal_of(format, bits_at(format, ordinal)));
      in_view.code.textContent = run_command(drawn, ...texts, inputs <= 1n << 32n);
    },
  };
}

// The ten worst bins in view of the focused implementation; each input is a button that goes there.
function make_worst_table(go_to) {
  const caption = make_element('caption');
  const body = make_element('tbody');
  const heads = ['x', 'bits', 'max error (ULP)', 'mean error (ULP)', 'from', 'to', 'inputs', 'without a ULP'];
  const table = make_element('table', { id: 'explorer-worst-inputs' }, caption,
    make_element('thead', {}, make_element('tr', {}, ...heads.map((head, i) =>
      make_element('th', { scope: 'col', className: i > 0 ? 'n' : '' }, head)))), body);
  const element = make_element('details', {}, make_element('summary', {}, 'Worst inputs in view as a table'),
                               make_element('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Worst inputs in view' }, table));
  return {
    element,
    show({ row, curve }, from, to) {
      const format = curve.axis.format;
      caption.textContent = `${row.label}: the worst inputs in view`;
      body.replaceChildren(...curve.largest(...curve.between(from, to), 10).map((i) => {
        const bin = curve.inspect(i);
        const number = (bits) => decimal_of(format, BigInt(bits));
        const button = make_element('button', { type: 'button', title: 'Move the cursor there' }, number(bin.x));
        button.addEventListener('click', () => go_to(curve.at[i]));
        const cells = [bin.x, display_ulp(bin.exact), display_3(bin.mean), number(bin.first), number(bin.last),
                       display_count(bin.n), display_count(bin.unscored)];
        return make_element('tr', {}, make_element('th', { scope: 'row' }, button),
                            ...cells.map((text) => make_element('td', { className: 'n' }, text)));
      }));
    },
  };
}

// What the explorer shows at the moment: the group, the drawn implementations, the window, the cursor.

const explorer_state = ['show', 'focus', 'from', 'to', 'x', 'y', 'region', 'target'];

function make_explorer(state) {
  let loaded = null;      // the group (load_group)
  let address = {};       // what the address said when it was last followed or written
  let asked = {};         // the same, with what is still to be written
  let writing = false;
  let hovered = null;     // a bin of the focused curve, while the pointer is over it
  let cursor = null;      // ordinal of the chosen input; null: the worst of the focused curve
  let chart = null;
  const m = { axis: null, from: 0, to: 1, scale: error_scales.log, curves: [], focused: null, regions: [], rules: [], kappa: [] };

  const readout = make_readout();
  const worst_table = make_worst_table((ordinal) => move_to(ordinal));
  const list = make_list((labels) => write({ show: shown_text(labels) }, true), (label) => write({ focus: label }, true));
  const parts = explorer_elements(act_on(), readout, list, worst_table);

  // To the address, at most a few times a second: browsers complain about more.
  let pending = {};
  let timer = null;
  function write(changes, at_once = false) {
    Object.assign(pending, changes);
    Object.assign(asked, at_once ? {} : changes);
    clearTimeout(timer);
    const flush = () => {
      const changes_now = pending;
      pending = {};
      writing = !at_once;
      if (writing) Object.assign(address, changes_now);
      state.set(changes_now);
      writing = false;
    };
    if (at_once) flush();
    else timer = setTimeout(flush, 200);
  }

  // The address has changed, and with it the group where `next` is one.
  function follow(next) {
    clearTimeout(timer);
    const said = Object.fromEntries(explorer_state.map((key) => [key, state.get(key)]));
    const changed = (key) => said[key] !== address[key];
    const of_group = ['show', 'focus', 'from', 'to', 'x'];
    if (next !== null && loaded !== null) {
      // What it says of a window came with another group, unless it came with this one.
      pending = Object.fromEntries(of_group.filter((key) => said[key] !== null && !changed(key)).map((key) => [key, null]));
    } else {
      // What has been done since the address was last written still holds, where it has not said otherwise.
      for (const key of Object.keys(pending)) if (changed(key)) delete pending[key];
    }
    const region_chosen = changed('region') && !(said.from !== null && changed('from'));
    const before = asked;
    address = said;
    asked = { ...said, ...pending };
    if (next !== null) {
      loaded = next;
      chart_for_group();
    }
    if (Object.keys(pending).length > 0) write({});
    if (m.axis === null) return;
    m.scale = error_scales[asked.y] ?? error_scales.log;
    parts.scale.value = m.scale === error_scales.log ? 'log' : asked.y;
    choose_curves();
    if (next !== null || asked.from !== before.from || asked.to !== before.to) window_from(asked.from, asked.to);
    if (region_chosen) window_of_region(asked.region, next !== null);
    if (next !== null || asked.x !== before.x) cursor = ordinal_asked(asked.x);
    hovered = null;
    redraw();
  }

  function chart_for_group() {
    hovered = cursor = null;
    m.axis = loaded.axis ?? null;
    m.curves = [];
    m.focused = null;
    parts.title.textContent = `${loaded.group.function} · ${loaded.group.format}`;
    parts.body.hidden = m.axis === null;
    parts.nothing.hidden = m.axis !== null;
    if (m.axis !== null) [m.from, m.to] = [m.axis.from, m.axis.to];
  }

  // Slots, and with them colours, stay with an implementation as long as it is drawn.
  function choose_curves() {
    const of_target = loaded.rows.filter(({ row }) => [null, 'all', row.target].includes(asked.target));
    const labels = asked.show === null ? [] : shown_labels(asked.show);
    let chosen = loaded.rows.filter(({ row }) => labels.includes(row.label)).slice(0, most_curves);
    if (chosen.length === 0) chosen = usual_rows(of_target.length > 0 ? of_target : loaded.rows);
    const taken = new Map(m.curves.filter((each) => chosen.some(({ row }) => row === each.row)).map((each) => [each.row, each.slot]));
    const free = Array.from({ length: most_curves }, (_, i) => i).filter((i) => ![...taken.values()].includes(i));
    m.curves = chosen.map((each) => {
      const slot = taken.get(each.row) ?? free.shift();
      return { ...each, slot, key: String(slot + 1) };
    }).sort((a, b) => a.slot - b.slot);
    m.focused = m.curves.find(({ row }) => row.label === asked.focus) ?? m.curves.find(({ row }) => row === m.focused?.row) ?? m.curves[0];
    m.regions = loaded.marks.regions(m.focused.row.parameters);
    m.kappa = loaded.marks.kappa(m.focused.row.parameters);
    m.rules = loaded.marks.rules(m.curves);
    // What is drawn comes first, so that a long list need not be searched for it.
    const listed = [...chosen, ...of_target.filter((each) => !chosen.includes(each))];
    list.show(listed, m.curves.map((each) => ({ ...each, focused: each === m.focused })), loaded.rows.length - listed.length);
  }

  function ordinal_asked(bits) {
    const parsed = bits === null ? null : parse_bits(bits.split(';')[0]);
    if (parsed === null || parsed >= 1n << BigInt(m.axis.format.bits)) return null;
    return ordinal_of(m.axis.format, parsed);
  }
  function window_from(from, to) {
    const [low, high] = [from, to].map(ordinal_asked);
    if (low === null || high === null || low > high) [m.from, m.to] = [m.axis.from, m.axis.to];
    else set_window(m.axis.place(low), m.axis.place(high));
  }
  function window_of_region(name, new_group) {
    const spans = m.regions.filter((region) => region.name === name);
    if (spans.length > 0) zoom(Math.min(...spans.map((s) => s.from)), Math.max(...spans.map((s) => s.to)));
    else if (!new_group) zoom(m.axis.from, m.axis.to);
  }

  // Inside the line, and no narrower than it can be told apart.
  function set_window(from, to) {
    const least = m.axis.narrowest((from + to) / 2);
    const width = Math.min(Math.max(to - from, least), m.axis.to - m.axis.from);
    const low = Math.min(Math.max((from + to - width) / 2, m.axis.from), m.axis.to - width);
    [m.from, m.to] = [low, low + width];
  }
  function zoom(from, to) {
    set_window(from, to);
    const whole = m.from <= m.axis.from && m.to >= m.axis.to;
    const bits = (place) => bits_text(m.axis.format, bits_at(m.axis.format, m.axis.ordinal(place)));
    write({ from: whole ? null : bits(m.from), to: whole ? null : bits(m.to) });
    redraw();
  }

  const bin = () => hovered ?? (cursor === null ? m.focused.curve.worst : m.focused.curve.bin_at(cursor));
  function move_to(ordinal) {
    cursor = ordinal;
    hovered = null;
    write({ x: bits_text(m.axis.format, bits_at(m.axis.format, ordinal)) });
    const place = m.axis.place(ordinal);
    if (place < m.from || place > m.to) zoom(place - (m.to - m.from) / 2, place + (m.to - m.from) / 2);
    show_cursor();
  }

  // The worst bin within three pixels of a place.
  function bin_near(place) {
    const reach = 3 * chart.per_pixel();
    const { curve } = m.focused;
    const worst = curve.worse(...curve.between(place - reach, place + reach));
    return worst >= 0 ? worst : curve.bin_at(m.axis.ordinal(place));
  }

  let frame = null;
  // What is read is there at once, what is seen with the next frame.
  function redraw() {
    if (frame === null) frame = requestAnimationFrame(draw_now);
    show_cursor();
    readout.show_window(m.focused, m.axis.ordinal(m.from), m.axis.ordinal(m.to), loaded.two_inputs);
  }
  function draw_now() {
    frame = null;
    if (chart === null) chart = parts.draw_on(() => m);
    else chart.draw();
    show_cursor();
    worst_table.show(m.focused, m.from, m.to);
  }
  function show_cursor() {
    const i = bin();
    if (i < 0) return readout.clear(`${m.focused.row.label}: nothing was scored`);
    if (chart !== null) parts.mark_cursor(chart, m.focused.curve.at_place[i], m);
    readout.show(m.focused, i, { hovering: hovered !== null, two_inputs: loaded.two_inputs });
  }

  function act_on() {
    return {
      ready: () => chart !== null && m.focused !== null,
      hover(place) {
        const next = place === null ? null : bin_near(place);
        if (next === hovered) return;
        hovered = next;
        show_cursor();
      },
      choose: (place) => move_to(m.focused.curve.at[bin_near(place)]),
      zoom,
      pan: (pixels) => zoom(m.from + pixels * chart.per_pixel(), m.to + pixels * chart.per_pixel()),
      zoom_about(place, factor) {
        const middle = place ?? m.focused.curve.at_place[bin()];
        const centre = middle >= m.from && middle <= m.to ? middle : (m.from + m.to) / 2;
        zoom(centre - (centre - m.from) * factor, centre + (m.to - centre) * factor);
      },
      reset: () => zoom(m.axis.from, m.axis.to),
      step(bins) {
        const { curve } = m.focused;
        move_to(curve.at[Math.min(Math.max(bin() + bins, 0), curve.count - 1)]);
      },
      step_pixels(pixels) {
        const { curve } = m.focused;
        const [from, goal] = [bin(), curve.at_place[bin()] + pixels * chart.per_pixel()];
        const next = curve.bin_at(m.axis.ordinal(Math.min(Math.max(goal, m.axis.from), m.axis.to)));
        move_to(curve.at[next === from ? Math.min(Math.max(from + Math.sign(pixels), 0), curve.count - 1) : next]);
      },
      peak(direction) {
        const { curve } = m.focused;
        const here = bin();
        const peaks = curve.peaks();
        const next = direction > 0 ? peaks.find((i) => i > here) : peaks.filter((i) => i < here).pop();
        if (next !== undefined) move_to(curve.at[next]);
      },
      worst: () => m.focused.curve.worst >= 0 && move_to(m.focused.curve.at[m.focused.curve.worst]),
      focus(direction) {
        const at = m.curves.indexOf(m.focused) + direction;
        if (at >= 0 && at < m.curves.length) write({ focus: m.curves[at].row.label }, true);
      },
      copy: () => readout.copy(),
      scale: (name) => write({ y: name === 'log' ? null : name }, true),
    };
  }

  return { element: parts.element, follow, number: () => loaded?.number ?? null, is_writing: () => writing };
}

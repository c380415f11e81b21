// What the reader looks at, kept in the address: #SECTION;key=value;key=value. A link to it opens the same view.

function make_state() {
  let section = '';
  let values = new Map();
  let seen = location.hash;  // what was read last, or written
  const listeners = [];

  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;  // somebody cut the link: what cannot be decoded is taken as it stands
    }
  };
  const read = () => {
    seen = location.hash;
    const [first, ...pairs] = seen.slice(1).split(';');
    section = first;
    values = new Map();
    for (const pair of pairs) {
      const [key, ...value] = pair.split('=');
      if (key && value.length) values.set(key, decode(value.join('=')));
    }
  };
  const text = () => [section, ...[...values].map(([k, v]) => `${k}=${encodeURIComponent(v)}`)].join(';');
  const write = () => {
    history.replaceState(null, '', '#' + text());
    seen = location.hash;
  };
  const show_section = () => document.getElementById(section)?.scrollIntoView();

  addEventListener('hashchange', () => {
    const before = new Map(values);
    read();
    // A link within the page names a section and nothing else: what is looked at stays.
    if (values.size === 0 && before.size > 0) {
      values = before;
      write();
    } else {
      for (const listener of listeners) listener();
    }
    show_section();
  });
  read();

  return {
    get: (key) => values.get(key) ?? null,
    // null takes a key away. Listeners are told once, and only where something changed.
    set(changes) {
      // A link was followed and is about to be read: what is to be kept here is of the view that it leaves.
      if (location.hash !== seen) return;
      let changed = false;
      for (const [key, value] of Object.entries(changes)) {
        const next = value === null ? undefined : String(value);
        if (values.get(key) === next) continue;
        changed = true;
        if (next === undefined) values.delete(key);
        else values.set(key, next);
      }
      if (!changed) return;
      write();
      for (const listener of listeners) listener();
    },
    on_change: (listener) => listeners.push(listener),
    show_section,
  };
}

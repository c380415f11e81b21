// What every part of the page makes or copies.

// An element with properties, attributes (names with a dash, role, for) and children; text stays text.
function make_element(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role' || name === 'for' || name === 'scope') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

// A word of a command line: as it is where a shell takes it so, else in quotes.
function shell_word(text, always = false) {
  return !always && /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

// navigator.clipboard is missing on pages from file://; then the text is selected and copied the old way.
async function copy_text(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make_element('textarea', { value: text, 'aria-hidden': 'true', className: 'off-screen' });
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }
}

// The same from a button, which says for a moment how it went.
async function copy_from(button, text) {
  const label = button.dataset.label ??= button.textContent;
  button.textContent = (await copy_text(text)) ? 'copied' : 'not copied';
  setTimeout(() => { button.textContent = label; }, 1500);
}

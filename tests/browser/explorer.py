"""What the explorer of error against x shows, read from its elements."""
import re
import urllib.parse

READ = """
  const text = (id) => document.getElementById(id)?.textContent.trim() ?? '';
  return {title: document.querySelector('#explorer h3')?.textContent ?? '', implementation: text('readout-implementation'), x: text('readout-x'),
          ulp: document.getElementById('readout-ulp')?.title ?? '', input: text('readout-bits').replaceAll(' ', ''), got: text('readout-got'),
          want: text('readout-want'), command: text('readout-command'), hex: text('readout-hex'),
          drawn: [...document.querySelectorAll('#explorer tr[data-label]')].filter((e) => e.querySelector('input[type=checkbox]').checked)
            .map((e) => [e.dataset.label, e.querySelector('[data-max-ulp]').dataset.maxUlp, e.querySelector('[data-argmax]').dataset.argmax])}"""


def readout(browser):
    """A dictionary: what the read-out says, bits as 0x..., and of every drawn implementation [label, largest error, its input]."""
    found = browser.run(READ)
    for key in ("got", "want"):
        bits = re.search(r"0x[0-9a-f]+", found[key])
        found[key] = bits[0] if bits else found[key]
    return found


def address(group, label=None, **keys):
    """A link to the explorer; label: the one implementation that is drawn."""
    if label is not None:
        keys.update(show=label.replace("%", "%25").replace(",", "%2C"), focus=label)
    pairs = {"function": group["function"], "format": group["format"], **keys}
    return "#error-versus-x;" + ";".join(f"{key}={urllib.parse.quote(value, safe='')}" for key, value in pairs.items())


def show(browser, group, row):
    """Draws one implementation alone, as a link to it does, and returns when it is read out."""
    browser.run("location.hash = arguments[0]", address(group, row["label"]))
    title = f"{group['function']} · {group['format']}"

    def is_shown():
        found = readout(browser)
        return found if found["title"] == title and re.fullmatch(r"\d+ " + re.escape(row["label"]), found["implementation"]) else None
    return browser.until(is_shown, f"the explorer does not show {row['id']}: {readout(browser)}", seconds=20)


def worst_of(browser, group, row):
    """The read-out at the largest plotted error of an implementation, after pressing "Worst"."""
    show(browser, group, row)
    browser.run("document.getElementById('explorer-worst').click()")
    found = readout(browser)
    drawn = {label: (ulp, argmax) for label, ulp, argmax in found["drawn"]}
    if drawn.get(row["label"]) != (found["ulp"], found["input"]):
        raise AssertionError(f"{row['id']}: the list says {drawn}, the read-out {found['ulp']} at {found['input']}")
    return found


def same_number(a, b):
    """Of two texts of errors; beyond the range of binary64 they are compared as texts."""
    try:
        return float(a) == float(b) and (abs(float(a)) != float("inf") or a == b)
    except ValueError:
        return a == b

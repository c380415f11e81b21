// Pointer and keyboard on the drawing. Everything ends in one of `act`:
//   hover(place | null), choose(place), zoom(from, to), pan(pixels), zoom_about(place, factor), reset(),
//   step(bins), step_pixels(pixels), peak(direction), worst(), focus(direction), copy()

const explorer_keys = [
  ['← →', 'move the cursor by a bin (with Shift by 10 pixels)'], ['Home, End', 'to the first, the last bin'], ['n, p', 'next, previous local worst'], ['w', 'the worst of all'],
  ['+ −', 'zoom about the cursor'], ['0, Esc', 'everything'], ['↑ ↓', 'read out another implementation'],
  ['c', 'copy the command'],
];

function listen_to_keys(target, act) {
  const keys = {
    ArrowLeft: (shift) => (shift ? act.step_pixels(-10) : act.step(-1)),
    ArrowRight: (shift) => (shift ? act.step_pixels(10) : act.step(1)),
    ArrowUp: () => act.focus(-1),
    ArrowDown: () => act.focus(1),
    Home: () => act.step(-Infinity),
    End: () => act.step(Infinity),
    n: () => act.peak(1),
    p: () => act.peak(-1),
    w: () => act.worst(),
    '+': () => act.zoom_about(null, 0.5),
    '=': () => act.zoom_about(null, 0.5),
    '-': () => act.zoom_about(null, 2),
    0: () => act.reset(),
    Escape: () => act.reset(),
    c: () => act.copy(),
  };
  target.addEventListener('keydown', (event) => {
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action(event.shiftKey);
  });
}

// Drag with a mouse: zoom to the stretch (with Shift: move along). With a finger: move along, with two: zoom; up and
// down stays the page's. `marker` is the element that shows the stretch.
function listen_to_pointers(target, chart, marker, act) {
  const pointers = new Map();
  let start = null;     // of the gesture: { x, moved, mode }
  let distance = 0;     // between two fingers
  const inside = (event) => event.clientX - target.getBoundingClientRect().left;
  const end_gesture = () => {
    start = null;
    marker.hidden = true;
  };

  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, event.clientX);
    const mode = pointers.size > 1 ? 'pinch' : event.pointerType === 'touch' || event.shiftKey ? 'pan' : 'zoom';
    start = { x: inside(event), last: event.clientX, moved: false, mode };
    if (mode === 'pinch') distance = Math.abs(pinch_ends()[1] - pinch_ends()[0]);
  });
  const pinch_ends = () => [...pointers.values()].sort((a, b) => a - b);

  target.addEventListener('pointermove', (event) => {
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, event.clientX);
    if (start === null) return act.hover(chart.place_at(event.clientX));
    if (!start.moved && Math.abs(inside(event) - start.x) < 4) return;
    // Only now, so that a click stays a click on what it was made on.
    if (!start.moved) target.setPointerCapture(event.pointerId);
    start.moved = true;
    if (start.mode === 'pan') {
      act.pan(start.last - event.clientX);
      start.last = event.clientX;
    } else if (start.mode === 'pinch' && pointers.size === 2) {
      const [a, b] = pinch_ends();
      if (b - a > 10 && distance > 10) act.zoom_about(chart.place_at((a + b) / 2), distance / (b - a));
      distance = b - a;
    } else if (start.mode === 'zoom') {
      marker.hidden = false;
      marker.style.left = `${Math.min(start.x, inside(event))}px`;
      marker.style.width = `${Math.abs(inside(event) - start.x)}px`;
    }
  });
  target.addEventListener('pointerup', (event) => {
    pointers.delete(event.pointerId);
    if (start === null) return;
    const { x, moved, mode } = start;
    end_gesture();
    const left = target.getBoundingClientRect().left;
    if (!moved && mode !== 'pinch') act.choose(chart.place_at(event.clientX));
    else if (mode === 'zoom') {
      const places = [x + left, event.clientX].map(chart.place_at).sort((a, b) => a - b);
      if (Math.abs(inside(event) - x) > 8) act.zoom(...places);
    }
  });
  target.addEventListener('pointercancel', (event) => {
    pointers.delete(event.pointerId);
    end_gesture();
  });
  target.addEventListener('pointerleave', () => {
    if (start === null) act.hover(null);
  });
  target.addEventListener('dblclick', () => act.reset());
  target.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    act.zoom_about(chart.place_at(event.clientX), 1.2 ** Math.sign(event.deltaY));
  }, { passive: false });
}

// The drawing of the explorer: dygraphs keeps the axes and the canvas, what is on it is drawn here for every column of
// pixels from the pyramids of the curves.

// host: an empty element of fixed height. `model()` gives
//   { axis, from, to, scale, curves: [{ curve, key, slot }], focused, cursor, regions, rules, kappa }
// with places on the axis for from, to and cursor (null for none), slot = number of a colour.
function make_chart(host, model) {
  let colours = read_colours();
  const theme = () => {
    colours = read_colours();
    draw();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', theme);

  const options = () => {
    const m = model();
    const [low, high] = error_range(m, host.clientHeight - 30);
    return {
      dateWindow: [m.from, m.to],
      valueRange: [low, high],
      gridLineColor: colours.rule,
      axes: {
        x: { ticker: (from, to, pixels) => number_ticks(m.axis, from, to, pixels), drawGrid: false, axisLabelWidth: 70 },
        y: { ticker: (from, to, pixels) => error_ticks(m.scale, m.top, pixels), axisLabelWidth: 44 },
      },
    };
  };
  const graph = new Dygraph(host, [[model().axis.from, 0], [model().axis.to, 0]], {
    labels: ['x', 'error'], legend: 'never', interactionModel: {}, highlightCircleSize: 0, axisLabelFontSize: 12,
    xRangePad: 0, animatedZooms: false, labelsKMB: false, rightGap: 10,
    underlayCallback: (context, area) => draw_background(context, area, model(), colours),
    plotter: (each) => draw_curves(each.drawingContext, each.plotArea, model(), colours),
    ...options(),
  });
  new ResizeObserver(() => {
    if (host.clientWidth > 0) graph.resize(), draw();
  }).observe(host);

  function draw() {
    graph.updateOptions(options());
  }
  return {
    draw,
    // A pointer's place on the axis, and pixels to places.
    area: () => graph.getArea(),
    place_at: (client_x) => graph.toDataXCoord(client_x - host.getBoundingClientRect().left),
    x_of: (place) => graph.toDomXCoord(place),
    per_pixel: () => (model().to - model().from) / Math.max(graph.getArea().w, 1),
  };
}

function read_colours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const named = Object.fromEntries(['bg', 'text', 'dim', 'rule', 'panel', 'bad'].map((name) => [name, colour('--' + name)]));
  return { ...named, curves: Array.from({ length: most_curves }, (_, i) => colour(`--curve-${i}`)) };
}

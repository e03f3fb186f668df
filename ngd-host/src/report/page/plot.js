/* The plots of a problem: bands of several optimizers, or single runs. */

const translucent = (color) => color + "30";
/** The colour of a label; on a dark page a third of the way to white, as in the style sheet. */
function tone(label) {
  const { color } = styles.get(label);
  if (!dark.matches) return color;
  const lighter = (from) => Math.round(0.7 * parseInt(color.slice(from, from + 2), 16) + 0.3 * 255);
  return "#" + [1, 3, 5].map((from) => lighter(from).toString(16).padStart(2, "0")).join("");
}
const positive = (values) => values.map((value) => (value > 0 ? value : null));

/** The columns of a plot: the axis, then for each curve what it is and its errors. */
function bands(problem, axis) {
  const { x, bands } = problem[axis];
  const series = [];
  problem.entrants.forEach(({ label }, index) => {
    const { dash } = styles.get(label);
    for (const part of [0, 2, 1]) {
      const strokes = dash[1] > 0 ? dash.map((length) => length / 2) : undefined;
      const line = part === 1 ? { stroke: tone(label), width: 2, dash: strokes } : { width: 0 };
      series.push({ label, part, ...line, values: positive(bands[index][part]) });
    }
  });
  return { x, series };
}

function runs(problem, axis) {
  const place = axis === "iterations" ? 0 : 1;
  const curves = problem.entrants.flatMap(({ label, runs }) => runs.map((run) => ({ label, run })));
  if (curves.length === 0) return { x: [], series: [] };
  const joined = uPlot.join(curves.map(({ run }) => [run.curve[place], positive(run.curve[2])]));
  const series = curves.map(({ label, run }, index) => ({
    label,
    part: 1,
    seed: run.seed,
    stroke: tone(label),
    width: 1,
    values: joined[index + 1],
  }));
  return { x: joined[0], series };
}

/** Exactly; a power would be a bit beside it. */
const tenTo = (exponent) => Number(`1e${exponent}`);

/** At most twelve powers of ten. */
function powers(low, high) {
  const stride = Math.ceil((high - low) / 12);
  const count = Math.floor((high - low) / stride) + 1;
  return Array.from({ length: count }, (_, index) => tenTo(low + index * stride));
}

/** Both axes, in the colours of the page. */
function axes(axis, { measure, decades: [low, high] }) {
  const page = getComputedStyle(document.documentElement);
  const [ink, line] = ["--ink", "--line"].map((name) => page.getPropertyValue(name).trim());
  const look = {
    stroke: ink,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    labelSize: 22,
  };
  const place = (tick) => (isNumber(tick) ? String(Number(tick.toPrecision(6))) : "");
  return [
    {
      ...look,
      label: axis === "iterations" ? "iteration" : "training time in seconds",
      values: (_, ticks) => ticks.map(place),
    },
    {
      ...look,
      label: measure,
      size: 54,
      splits: () => powers(low, high),
      filter: (_, ticks) => ticks,
      values: (_, ticks) => ticks.map((tick) => power(tick, 0)),
    },
  ];
}

/** A plot of one problem over one axis, drawn again whenever a filter changes. */
class Plot {
  constructor(problem, axis) {
    Object.assign(this, { problem, axis, width: 0 });
    this.canvas = element("div");
    this.readout = element("table", { className: "readout" });
    const name = axis === "iterations" ? "iterations" : "seconds of training";
    this.figure = element(
      "figure",
      {},
      element("figcaption", {}, `${problem.measure} over ${name}`),
      this.canvas,
      element("div", { className: "scroll" }, this.readout),
    );
    this.figure.dataset.axis = axis;
    const resized = () => this.figure.clientWidth !== this.width && this.draw();
    new ResizeObserver(() => requestAnimationFrame(resized)).observe(this.figure);
  }

  draw() {
    this.width = this.figure.clientWidth;
    if (this.width === 0) return;
    this.plot?.destroy();
    const single = filters.elements.curves.value === "runs";
    const { x, series } = single ? runs(this.problem, this.axis) : bands(this.problem, this.axis);
    const logarithmic = filters.elements.logarithmic.checked;
    const from = logarithmic ? x.findIndex((value) => value > 0) : 0;
    const cut = (values) => values.slice(Math.max(from, 0));
    this.series = series;
    this.single = single;
    const shown = (label) => chosen("optimizer").has(label);
    const fills = series.flatMap(({ label, part }, index) =>
      part === 2 && shown(label) ? [{ series: [index + 1, index], fill: translucent(tone(label)) }] : [],
    );
    const [low, high] = this.problem.decades;
    const options = {
      width: this.width - 16,
      height: Math.round(Math.min(420, Math.max(260, 0.62 * this.width))),
      legend: { show: false },
      cursor: { drag: { x: true, y: false } },
      bands: fills,
      scales: {
        x: { time: false, distr: logarithmic ? 3 : 1 },
        y: { distr: 3, range: [low, high].map(tenTo) },
      },
      axes: axes(this.axis, this.problem),
      series: [
        {},
        ...series.map((one) => ({
          ...one,
          values: undefined,
          show: shown(one.label),
          spanGaps: single,
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [(plot) => this.read(plot)] },
    };
    this.padding = series.map(({ values }) => x.length - values.length);
    const data = [
      cut(x),
      ...series.map(({ values }, index) => cut(values.concat(Array(this.padding[index]).fill(null)))),
    ];
    this.plot = new uPlot(options, data, this.canvas);
    this.read(this.plot);
  }

  /** Shows the errors under the pointer, without one those at the end. */
  read(plot) {
    const [x] = plot.data;
    const { idx } = plot.cursor;
    const place = this.axis === "iterations" ? `iteration ${count(x[idx])}` : `${seconds(x[idx])} s`;
    const rows = [element("tr", {}, element("td", {}, isNumber(idx) ? place : "at the end"))];
    for (let first = 0; first < this.series.length && !this.single; first += 3) {
      const { label, values } = this.series[first];
      if (!plot.series[first + 1].show || values.length === 0) continue;
      const end = x.length - 1 - this.padding[first];
      const index = Math.min(idx ?? end, end);
      const [lower, upper, median] = [1, 2, 3].map((offset) => plot.data[first + offset][index]);
      const cells = [
        named(label),
        error(median),
        `${error(lower)} … ${error(upper)}`,
        idx > end ? "has ended" : "",
      ];
      const row = element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
      row.dataset.optimizer = label;
      rows.push(row);
    }
    this.readout.replaceChildren(...rows);
  }
}

"use strict";

const page = JSON.parse(document.getElementById("data").textContent);
const styles = new Map(page.styles.map((style) => [style.label, style]));
const filters = document.getElementById("filters");
const dark = matchMedia("(prefers-color-scheme: dark)");
const plots = [];

const isNumber = (value) => value !== null && value !== undefined;
const power = (value, digits) => value.toExponential(digits).replace("e+", "e");
const error = (value) => (isNumber(value) ? power(value, 2) : "–");
const count = (value) => (isNumber(value) ? String(value) : "–");
const seconds = (value) => (isNumber(value) ? value.toFixed(3) : "–");
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** An element with properties and children; text is never read as markup. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function swatch(label) {
  const { color, dash } = styles.get(label);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  svg.setAttribute("class", "swatch");
  const drawn = { x1: 0, x2: "100%", y1: "50%", y2: "50%", "stroke-width": 3 };
  if (dash[1] > 0) drawn["stroke-dasharray"] = dash.map((length) => length / 2).join(" ");
  for (const [key, value] of Object.entries(drawn)) line.setAttribute(key, value);
  line.style.setProperty("--color", color);
  svg.append(line);
  return svg;
}

function table(name, header, rows) {
  const body = element("tbody");
  for (const { label, cells } of rows) {
    const row = element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
    row.dataset.optimizer = label;
    body.append(row);
  }
  const made = element("table", {}, element("thead", {}, element("tr", {}, ...header.map((text) => element("th", {}, text)))), body);
  made.dataset.table = name;
  return element("div", { className: "scroll" }, made);
}

function named(label) {
  const cell = document.createDocumentFragment();
  cell.append(swatch(label), " " + label);
  return cell;
}

function ended(problem) {
  const header = ["optimizer", "successes", "lower quartile", "median", "upper quartile", "worst", "loss", "iterations", "seconds", "verdicts"];
  const rows = problem.entrants.map(({ label, performance: of }) => ({
    label,
    cells: [
      named(label),
      `${of.successes} of ${of.runs}`,
      ...[of.error.lower, of.error.median, of.error.upper, of.error.worst, of.loss.median].map(error),
      count(of.iterations.median),
      seconds(of.seconds.median),
      Object.entries(of.verdicts).map(([verdict, times]) => `${times} ${verdict}`).join(", "),
    ],
  }));
  return table("ended", header, rows);
}

function decades(problem, duration, text) {
  const all = problem.entrants.map((entrant) => entrant.performance);
  const reached = all[0].decades.filter((_, index) => all.some((of) => of.decades[index].reached > 0)).length;
  const header = ["optimizer", ...all[0].decades.slice(0, reached).map((decade) => power(decade.error, 0))];
  const cell = (of) => (decade) => {
    if (decade.reached === 0) return "–";
    return text(decade[duration].median) + (decade.reached < of.runs ? ` (${decade.reached})` : "");
  };
  const rows = problem.entrants.map(({ label, performance: of }) => ({
    label,
    cells: [named(label), ...of.decades.slice(0, reached).map(cell(of))],
  }));
  return table(`decades-${duration}`, header, rows);
}

function singles(problem) {
  const header = ["optimizer", "seed", "iterations", "seconds", "loss", "relative L² error", "verdict"];
  const rows = problem.entrants.flatMap(({ label, runs }) =>
    runs.map(({ seed, end, verdict }) => ({
      label,
      cells: [named(label), String(seed), count(end[0]), seconds(end[1]), error(end[2]), error(end[3]), verdict],
    })),
  );
  return table("runs", header, rows);
}

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
      const line = part === 1 ? { stroke: tone(label), width: 2, dash: dash[1] > 0 ? dash.map((length) => length / 2) : undefined } : { width: 0 };
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
    label, part: 1, seed: run.seed, stroke: tone(label), width: 1, values: joined[index + 1],
  }));
  return { x: joined[0], series };
}

/** At most twelve powers of ten. */
function powers(low, high) {
  const stride = Math.ceil((high - low) / 12);
  return Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, index) => Number(`1e${low + index * stride}`));
}

/** A plot of one problem over one axis, drawn again whenever a filter changes. */
class Plot {
  constructor(problem, axis) {
    Object.assign(this, { problem, axis, width: 0 });
    this.canvas = element("div");
    this.readout = element("table", { className: "readout" });
    const name = axis === "iterations" ? "iterations" : "seconds of training";
    this.figure = element("figure", {}, element("figcaption", {}, `${problem.measure} over ${name}`), this.canvas, this.readout);
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
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
    const line = getComputedStyle(document.documentElement).getPropertyValue("--line").trim();
    const axes = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const [low, high] = this.problem.decades;
    const options = {
      width: this.width - 16,
      height: Math.round(Math.min(420, Math.max(260, 0.62 * this.width))),
      legend: { show: false },
      cursor: { drag: { x: true, y: false } },
      bands: fills,
      scales: { x: { time: false, distr: logarithmic ? 3 : 1 }, y: { distr: 3, range: [10 ** low, 10 ** high] } },
      axes: [
        { ...axes, label: this.axis === "iterations" ? "iteration" : "training time in seconds", labelSize: 22, values: (_, ticks) => ticks.map((tick) => (isNumber(tick) ? String(Number(tick.toPrecision(6))) : "")) },
        { ...axes, label: this.problem.measure, labelSize: 22, size: 54, splits: () => powers(low, high), filter: (_, ticks) => ticks, values: (_, ticks) => ticks.map((tick) => power(tick, 0)) },
      ],
      series: [{}, ...series.map(({ label, stroke, width, dash }) => ({ label, stroke, width, dash, show: shown(label), spanGaps: single, points: { show: false } }))],
      hooks: { setCursor: [(plot) => this.read(plot)] },
    };
    this.padding = series.map(({ values }) => x.length - values.length);
    const data = [cut(x), ...series.map(({ values }, index) => cut(values.concat(Array(this.padding[index]).fill(null))))];
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
      const cells = [named(label), error(median), `${error(lower)} … ${error(upper)}`, idx > end ? "has ended" : ""];
      const row = element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
      row.dataset.optimizer = label;
      rows.push(row);
    }
    this.readout.replaceChildren(...rows);
  }
}

/** What is ticked in a filter. */
function chosen(name) {
  return new Set([...filters.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value));
}

function filter(fieldset, name, values, decorate = (value) => value) {
  for (const value of values) {
    const input = element("input", { type: "checkbox", name, value, checked: true });
    document.getElementById(fieldset).append(element("label", {}, input, decorate(value)));
  }
}

function section(problem) {
  const total = problem.entrants.reduce((sum, { runs }) => sum + runs.length, 0);
  const pair = ["iterations", "seconds"].map((axis) => new Plot(problem, axis));
  plots.push(...pair);
  const made = element(
    "section",
    {},
    element("h2", {}, problem.name),
    element("p", {}, `${counted(total, "run")}; success: ${problem.success}`),
    element("div", { className: "plots" }, ...pair.map((plot) => plot.figure)),
    element("h3", {}, `${problem.measure} at the end`),
    ended(problem),
    element("details", {},
      element("summary", {}, "How long each decade of error took"),
      element("h3", {}, "Median iterations (runs that came there, if not all)"),
      decades(problem, "iterations", count),
      element("h3", {}, "Median seconds (runs that came there, if not all)"),
      decades(problem, "seconds", seconds)),
    element("details", {}, element("summary", {}, "Every run"), singles(problem)),
  );
  made.dataset.problem = problem.name;
  return made;
}

/** Whether one optimizer is done long before another, so that a linear axis would hide it. */
function isUneven({ iterations: { x, bands } }) {
  const ends = bands.map(([, median]) => x[median.length - 1]).filter(isNumber);
  return Math.max(...ends) > 5 * Math.min(...ends);
}

function show() {
  const [problems, optimizers] = [chosen("problem"), chosen("optimizer")];
  for (const made of document.querySelectorAll("[data-problem]")) made.hidden = !problems.has(made.dataset.problem);
  for (const row of document.querySelectorAll("main tbody [data-optimizer]")) row.hidden = !optimizers.has(row.dataset.optimizer);
  for (const plot of plots) plot.draw();
}

const total = page.problems.flatMap((problem) => problem.entrants).reduce((sum, { runs }) => sum + runs.length, 0);
document.title = `${page.title}: ngd report`;
document.getElementById("title").textContent = page.title;
document.getElementById("count").textContent = `${counted(total, "run")} of ${counted(page.problems.length, "problem")}`;
filter("problems", "problem", page.problems.map(({ name }) => name));
filter("optimizers", "optimizer", page.styles.map(({ label }) => label), named);
filters.elements.logarithmic.checked = page.problems.some(isUneven);
document.getElementById("sections").append(...page.problems.map(section));
filters.addEventListener("change", show);
filters.addEventListener("submit", (event) => event.preventDefault());
dark.addEventListener("change", show);
show();

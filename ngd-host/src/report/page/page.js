"use strict";

const page = JSON.parse(document.getElementById("data").textContent);
const styles = new Map(page.styles.map((style) => [style.label, style]));
const filters = document.getElementById("filters");
const dark = matchMedia("(prefers-color-scheme: dark)");
const plots = [];

const isNumber = (value) => value !== null && value !== undefined;
const error = (value) => (isNumber(value) ? value.toExponential(2) : "–");
const count = (value) => (isNumber(value) ? String(value) : "–");
const seconds = (value) => (isNumber(value) ? value.toFixed(3) : "–");

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
  const drawn = { x1: 0, x2: "100%", y1: "50%", y2: "50%", stroke: color, "stroke-width": 3 };
  if (dash[1] > 0) drawn["stroke-dasharray"] = dash.map((length) => length / 2).join(" ");
  for (const [key, value] of Object.entries(drawn)) line.setAttribute(key, value);
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
  const header = ["optimizer", ...all[0].decades.slice(0, reached).map((decade) => decade.error.toExponential(0))];
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
const positive = (values) => values.map((value) => (value > 0 ? value : null));

/** The columns of a plot: the axis, then for each curve what it is and its errors. */
function bands(problem, axis) {
  const { x, bands } = problem[axis];
  const series = [];
  problem.entrants.forEach(({ label }, index) => {
    const { color, dash } = styles.get(label);
    for (const part of [0, 2, 1]) {
      const line = part === 1 ? { stroke: color, width: 2, dash: dash[1] > 0 ? dash.map((length) => length / 2) : undefined } : { width: 0 };
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
    label, part: 1, seed: run.seed, stroke: styles.get(label).color, width: 1, values: joined[index + 1],
  }));
  return { x: joined[0], series };
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
    new ResizeObserver(() => this.figure.clientWidth !== this.width && this.draw()).observe(this.figure);
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
      part === 2 && shown(label) ? [{ series: [index + 1, index], fill: translucent(styles.get(label).color) }] : [],
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
        { ...axes, label: this.axis === "iterations" ? "iteration" : "training time in seconds", labelSize: 22 },
        { ...axes, size: 60, values: (_, ticks) => ticks.map((tick) => (isNumber(tick) ? tick.toExponential(0) : "")) },
      ],
      series: [{}, ...series.map(({ label, stroke, width, dash }) => ({ label, stroke, width, dash, show: shown(label), spanGaps: single, points: { show: false } }))],
      hooks: { setCursor: [(plot) => this.read(plot)] },
    };
    const data = [cut(x), ...series.map(({ values }) => cut(values.concat(Array(Math.max(0, x.length - values.length)).fill(null))))];
    this.plot = new uPlot(options, data, this.canvas);
    this.read(this.plot);
  }

  /** Shows the errors under the pointer, without one those at the right end. */
  read(plot) {
    const rows = [];
    const last = plot.data[0].length - 1;
    const index = plot.cursor.idx ?? last;
    if (last >= 0 && !this.single) {
      const at = plot.data[0][index];
      const place = this.axis === "iterations" ? `iteration ${count(at)}` : `${seconds(at)} s`;
      rows.push(element("tr", {}, element("td", {}, place)));
      for (let first = 0; first < this.series.length; first += 3) {
        const { label } = this.series[first];
        if (!plot.series[first + 1].show) continue;
        const [lower, upper, median] = [1, 2, 3].map((offset) => plot.data[first + offset][index]);
        if (!isNumber(median)) continue;
        const row = element("tr", {}, element("td", {}, named(label)), element("td", {}, error(median)), element("td", {}, `${error(lower)} … ${error(upper)}`));
        row.dataset.optimizer = label;
        rows.push(row);
      }
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
  const counted = problem.entrants.reduce((sum, { runs }) => sum + runs.length, 0);
  const pair = ["iterations", "seconds"].map((axis) => new Plot(problem, axis));
  plots.push(...pair);
  const made = element(
    "section",
    {},
    element("h2", {}, problem.name),
    element("p", {}, `${counted} runs; success: ${problem.success}`),
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
document.getElementById("count").textContent = `${total} runs of ${page.problems.length} problems`;
filter("problems", "problem", page.problems.map(({ name }) => name));
filter("optimizers", "optimizer", page.styles.map(({ label }) => label), named);
filters.elements.logarithmic.checked = page.problems.some(isUneven);
document.getElementById("sections").append(...page.problems.map(section));
filters.addEventListener("change", show);
filters.addEventListener("submit", (event) => event.preventDefault());
dark.addEventListener("change", show);
show();

/* The page: filters, and a section for each problem. */

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
    element(
      "details",
      {},
      element("summary", {}, "How long each decade of error took"),
      element("h3", {}, "Median iterations (runs that came there, if not all)"),
      decades(problem, "iterations", count),
      element("h3", {}, "Median seconds (runs that came there, if not all)"),
      decades(problem, "seconds", seconds),
    ),
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
  for (const made of document.querySelectorAll("[data-problem]"))
    made.hidden = !problems.has(made.dataset.problem);
  for (const row of document.querySelectorAll("main tbody [data-optimizer]"))
    row.hidden = !optimizers.has(row.dataset.optimizer);
  for (const plot of plots) plot.draw();
}

const total = page.problems
  .flatMap((problem) => problem.entrants)
  .reduce((sum, { runs }) => sum + runs.length, 0);
document.title = `${page.title}: ngd report`;
document.getElementById("title").textContent = page.title;
document.getElementById("count").textContent =
  `${counted(total, "run")} of ${counted(page.problems.length, "problem")}`;
filter(
  "problems",
  "problem",
  page.problems.map(({ name }) => name),
);
filter(
  "optimizers",
  "optimizer",
  page.styles.map(({ label }) => label),
  named,
);
filters.elements.logarithmic.checked = page.problems.some(isUneven);
document.getElementById("sections").append(...page.problems.map(section));
filters.addEventListener("change", show);
filters.addEventListener("submit", (event) => event.preventDefault());
dark.addEventListener("change", show);
show();

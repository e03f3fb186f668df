/* The tables of a problem; every row of a body knows its optimizer. */

function table(name, header, rows) {
  const body = element("tbody");
  for (const { label, cells } of rows) {
    const row = element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
    row.dataset.optimizer = label;
    body.append(row);
  }
  const made = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...header.map((text) => element("th", {}, text)))),
    body,
  );
  made.dataset.table = name;
  return element("div", { className: "scroll" }, made);
}

function named(label) {
  const cell = document.createDocumentFragment();
  cell.append(swatch(label), " " + label);
  return cell;
}

function ended(problem) {
  const header = [
    "optimizer",
    "successes",
    "lower quartile",
    "median",
    "upper quartile",
    "worst",
    "loss",
    "iterations",
    "seconds",
    "verdicts",
  ];
  const rows = problem.entrants.map(({ label, performance: of }) => ({
    label,
    cells: [
      named(label),
      `${of.successes} of ${of.runs}`,
      ...[of.error.lower, of.error.median, of.error.upper, of.error.worst, of.loss.median].map(error),
      count(of.iterations.median),
      seconds(of.seconds.median),
      Object.entries(of.verdicts)
        .map(([verdict, times]) => `${times} ${verdict}`)
        .join(", "),
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
      cells: [
        named(label),
        String(seed),
        count(end[0]),
        seconds(end[1]),
        error(end[2]),
        error(end[3]),
        verdict,
      ],
    })),
  );
  return table("runs", header, rows);
}

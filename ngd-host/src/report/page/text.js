/* Numbers, and elements of text. */

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

"use strict";
/* What the program has written into the page, and what the reader prefers. */

const page = JSON.parse(document.getElementById("data").textContent);
const styles = new Map(page.styles.map((style) => [style.label, style]));
const filters = document.getElementById("filters");
const dark = matchMedia("(prefers-color-scheme: dark)");
const plots = [];

// Builds the whole dashboard from data, as many a dashboard does. Links below come from here alone.

const mount = document.getElementById("dashboard");

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ width: 20, height: 20, viewBox: "0 0 20 20", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(svg.namespaceURI, "path");
  for (const [name, value] of Object.entries({ d: path, fill: "none", stroke: "currentColor", "stroke-width": 2 })) {
    line.setAttribute(name, value);
  }
  svg.append(line);
  return svg;
}

function toolbar(data) {
  const refresh = element("button", { type: "button", class: "icon-button refresh" }, icon("M16 10a6 6 0 1 1-2-4.5M14 2v4h-4"));
  refresh.addEventListener("click", build);
  return element("div", { class: "toolbar" }, element("p", { class: "stale" }, `Figures as of ${data.asOf}`), refresh);
}

function tiles(data) {
  const items = data.tiles.map(({ label, value }) =>
    element("li", {}, element("span", { class: "value" }, value), " ", label));
  return element("ul", { class: "tiles" }, ...items);
}

function harbors(data) {
  const head = ["Harbor", "Berths in use", "Vessels waiting"].map((text) => element("th", { scope: "col" }, text));
  const rows = data.harbors.map(({ name, inUse, waiting }) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, inUse), element("td", {}, waiting)));
  const table = element("table", {}, element("caption", {}, "Berths today"),
    element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  return element("div", { class: "grid", role: "datagrid", tabindex: "0" }, table);
}

function trend() {
  return element("figure", {}, element("img", { class: "trend", src: "/assets/img/trend.svg", width: 640, height: 220 }),
    element("figcaption", {}, "Vessel arrivals, last eight weeks"));
}

function reports(data) {
  const links = data.reports.map(({ title, href }) => element("li", {}, element("a", { href }, title)));
  return element("section", {}, element("h2", {}, "Full reports"), element("ul", {}, ...links));
}

async function build() {
  const response = await fetch("/data/harbor.json");
  const data = await response.json();
  mount.replaceChildren(toolbar(data), tiles(data), element("h2", {}, "Harbors"), harbors(data), element("h2", {}, "Arrivals"),
    trend(), reports(data));
}

build();

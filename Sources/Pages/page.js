// SPDX-License-Identifier: MIT
// Draws the charts of a page by Vega, each when it comes near the window, in the colours of the page.
"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const figures = [...document.querySelectorAll("figure.chart")];
  const drawn = new Map();
  const fields = new Map();
  let isPrinted = false;
  // What a test asks: the charts that were drawn, with the marks of each, and what went wrong.
  window.plumbline = { charts: [], total: figures.length, failures: [], drawAll };

  // Okabe and Ito's colours, which people who confuse hues tell apart; yellow is too faint on white.
  const light = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5d5d5d", "#8c564b"];
  const onDark = ["#56b4e9", "#ff8c42", "#2fd0a0", "#e39ac4", "#9fd3f2", "#f0c75e", "#b9b9b9", "#c49c94"];

  function style(width = 400) {
    const colors = getComputedStyle(document.documentElement);
    const color = (name) => colors.getPropertyValue(name).trim();
    const category = dark.matches && !isPrinted ? onDark : light;
    const text = { labelColor: color("--ink"), titleColor: color("--ink"), titleFontWeight: "normal" };
    return {
      background: null,
      font: "system-ui, 'DejaVu Sans', sans-serif",
      axis: { ...text, gridColor: color("--line"), gridOpacity: 0.7, domainColor: color("--faint"), tickColor: color("--faint") },
      legend: { ...text, orient: "bottom", labelLimit: 220, symbolLimit: 0,
        // As many entries beside each other as have room, with the names of an axis to the left.
        columns: Math.max(1, Math.floor((width - 140) / 150)) },
      title: { color: color("--ink") },
      view: { stroke: color("--line") },
      rule: { color: color("--ink") }, tick: { color: color("--ink") }, line: { color: category[0] }, point: { color: category[0] },
      text: { color: color("--ink"), fill: color("--ink") },
      range: { category },
    };
  }

  // A field comes as 16-bit levels, linear or symmetric logarithmic between its ends; the last level is a gap.
  function field(id) {
    if (fields.has(id)) return fields.get(id);
    const script = document.querySelector(`script[data-field="${CSS.escape(id)}"]`);
    const f = JSON.parse(script.textContent);
    for (const end of ["linear", "least", "most"]) f[end] = Number(f[end]);
    const bytes = Uint8Array.from(atob(f.levels), (c) => c.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    const values = new Float64Array(bytes.length / 2);
    for (let i = 0; i < values.length; i++) {
      const level = view.getUint16(2 * i, true);
      if (level === 65535) values[i] = NaN;
      else if (f.linear > 0) {
        const s = (level / 65534) * 2 - 1;
        values[i] = Math.sign(s) * f.linear * Math.expm1(Math.abs(s) * Math.log1p(f.most / f.linear));
      } else values[i] = f.least * (1 - level / 65534) + f.most * (level / 65534);
    }
    f.values = values;
    fields.set(id, f);
    return f;
  }

  // Fields are stored, or the sum of two: a solution is the truth and its error.
  function values(name) {
    const ids = name.split("+");
    const first = field(ids[0]);
    if (ids.length === 1) return { ...first };
    const second = field(ids[1]);
    return { ...first, values: first.values.map((v, i) => v + second.values[i]) };
  }

  const powers = (most, linear) => {
    const ticks = [0];
    const top = Math.floor(Math.log10(most) + 1e-9);
    const bottom = Math.max(Math.ceil(Math.log10(linear)), top - 40);
    const step = Math.max(1, Math.ceil((top - bottom) / 3));
    for (let k = top; k >= bottom && k > top - 4 * step; k -= step) ticks.push(10 ** k, -(10 ** k));
    return ticks.sort((a, b) => a - b);
  };
  const power = "datum.value === 0 ? '0' : format(datum.value, '.0e')";
  const finite = (values) => values.filter(Number.isFinite);
  const largest = (values) => finite(values).reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const magnitude = (most) => (most > 0 && (most >= 1e4 || most < 1e-2) ? ".1e" : "~g");

  // A map of a field over a plane, its colours on an axis of their own, and circles where something is to be seen.
  function map(chart, width) {
    const f = values(chart.field);
    const [columns, rows] = f.shape;
    const [x, y] = [f.x, f.y];
    const stepOf = ([a, b], n) => (n > 1 ? (b - a) / (n - 1) : 1);
    const [dx, dy] = [stepOf(x, columns), stepOf(y, rows)];
    // Rows of the grid run from above.
    const grid = new Array(columns * rows);
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < rows; j++) grid[(rows - 1 - j) * columns + i] = f.values[i * rows + j];
    }
    const most = largest(f.values) || 1;
    const isSigned = chart.scale === "signed";
    const linear = chart.linear || most * 1e-6;
    const ends = finite([...f.values]).reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    const [low, high] = chart.ends || (ends[0] < ends[1] ? ends : [ends[0] - 1, ends[0] + 1]);
    const color = isSigned
      ? { name: "color", type: "symlog", constant: linear, domain: [-most, most], range: { scheme: "redblue" }, reverse: true }
      : { name: "color", type: "linear", domain: [low, high], range: { scheme: "viridis" } };
    const legend = { fill: "color", title: chart.title, orient: "bottom", direction: "horizontal",
      gradientLength: { signal: "clamp(width, 100, 320)" }, gradientThickness: 10, titleLimit: 320 };
    if (isSigned) Object.assign(legend, { values: powers(most, linear), labelOverlap: "greedy",
      encode: { labels: { update: { text: { signal: power } } } } });
    else Object.assign(legend, { format: magnitude(Math.max(Math.abs(low), Math.abs(high))), tickCount: 5 });
    const pixel = (scale, at) => ({ signal: `scale('${scale}', ${at})` });
    const axis = (scale, orient, title) => ({ scale, orient, title, tickCount: 5, labelOverlap: true });
    return {
      $schema: "https://vega.github.io/schema/vega/v6.json",
      width: width, height: Math.min(260, Math.max(150, width * 0.7)),
      // A label at the end of the colours is half outside.
      padding: { left: 4, top: 4, bottom: 4, right: 16 },
      autosize: { type: "fit", contains: "padding" },
      data: [
        { name: "grid", values: [{ width: columns, height: rows, values: grid }],
          transform: [{ type: "heatmap", resolve: "shared",
            color: { expr: "scale('color', datum.$value)" }, opacity: { expr: "isFinite(datum.$value) ? 1 : 0" } }] },
        { name: "circles", values: chart.circles || [] },
      ],
      scales: [
        { name: "x", domain: x, range: "width", zero: false, nice: false },
        { name: "y", domain: y, range: "height", zero: false, nice: false },
        color,
      ],
      axes: [axis("x", "bottom", chart.x), axis("y", "left", chart.y)],
      legends: [legend],
      marks: [
        { type: "image", from: { data: "grid" }, clip: true, encode: { update: {
          x: pixel("x", x[0] - dx / 2), x2: pixel("x", x[1] + dx / 2),
          y: pixel("y", y[1] + dy / 2), y2: pixel("y", y[0] - dy / 2),
          aspect: { value: false }, smooth: { value: false }, image: { field: "image" } } } },
        ...["#000000", "#ffffff"].map((stroke, i) => ({ type: "symbol", from: { data: "circles" }, encode: { update: {
          x: { scale: "x", field: "x" }, y: { scale: "y", field: "y" }, size: { value: i ? 260 : 340 },
          fill: { value: null }, stroke: { value: stroke }, strokeWidth: { value: 2 } } } })),
      ],
    };
  }

  // Curves along the first coordinate at chosen places of the second: truth and solution, or error and bar.
  function slices(chart, width) {
    const parts = Object.fromEntries(Object.entries(chart.fields).map(([name, id]) => [name, values(id)]));
    const f = Object.values(parts)[0];
    const [columns, rows] = f.shape;
    const rowsShown = chart.rows || [0];
    const table = [];
    for (const { row, label } of rowsShown) {
      for (let i = 0; i < columns; i++) {
        const s = columns > 1 ? f.x[0] + ((f.x[1] - f.x[0]) * i) / (columns - 1) : f.x[0];
        for (const [name, part] of Object.entries(parts)) {
          if (name === "bar") continue;
          const v = part.values[i * rows + row];
          const bar = parts.bar ? parts.bar.values[i * rows + row] : 0;
          table.push({ s, at: label, curve: name, v: Number.isFinite(v) ? v : null, low: -bar, high: bar });
        }
      }
    }
    const names = Object.keys(parts).filter((name) => name !== "bar");
    const most = largest(table.map((r) => r.v ?? 0).concat(table.map((r) => r.high))) || 1;
    const isSigned = chart.scale === "signed";
    const linear = chart.linear || most * 1e-6;
    const scale = isSigned ? { type: "symlog", constant: linear, domain: [-most, most], nice: false } : { zero: false };
    const axis = isSigned
      ? { title: chart.title, values: powers(most, linear), labelExpr: power, labelOverlap: false }
      : { title: chart.title, format: magnitude(most), tickCount: 5 };
    const x = { field: "s", type: "quantitative", axis: { title: chart.x, tickCount: 5 }, scale: { zero: false, nice: false } };
    const color = rowsShown.length > 1
      ? { field: "at", type: "nominal", sort: null, legend: { title: null } } : { value: style().range.category[0] };
    const dash = names.length > 1
      ? { field: "curve", type: "nominal", sort: names, scale: { domain: names, range: [[1, 0], [5, 4]] },
          legend: { title: null } } : { value: [1, 0] };
    const layer = [];
    if (parts.bar) {
      layer.push({ mark: { type: "area", opacity: 0.25, color: "#888888" },
        encoding: { x, y: { field: "low", type: "quantitative", scale, axis }, y2: { field: "high" }, detail: { field: "at" } } });
    }
    layer.push({ mark: { type: "line", strokeWidth: 1.5 },
      encoding: { x, y: { field: "v", type: "quantitative", scale, axis }, color, strokeDash: dash } });
    return { $schema: "https://vega.github.io/schema/vega-lite/v6.json", width, height: 220, data: { values: table }, layer };
  }

  function specification(chart, width) {
    if (chart.kind === "map") return map(chart, width);
    const lite = chart.kind === "slices" ? slices(chart, width) : { width, ...chart.spec };
    lite.autosize = { type: "fit", contains: "padding" };
    return vegaLite.compile(lite, { config: style(width), logger: logger(chart.id) }).spec;
  }

  // Vega tells its logger what went wrong, and goes on.
  function logger(id) {
    const fail = (...words) => {
      window.plumbline.failures.push(`${id}: ${words.join(" ")}`);
      console.error(id, ...words);
      return self;
    };
    const pass = () => self;
    const self = { level: pass, error: fail, warn: fail, info: pass, debug: pass };
    return self;
  }

  async function draw(figure) {
    const place = figure.querySelector(".drawing");
    const chart = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const width = Math.max(200, place.clientWidth);
    if (drawn.get(figure)?.width === width) return;
    const earlier = drawn.get(figure);
    drawn.set(figure, { width });
    try {
      const spec = specification({ id: figure.id, ...chart }, width);
      const view = new vega.View(vega.parse(spec, chart.kind === "map" ? style(width) : undefined), {
        renderer: "svg", container: place, hover: false, logger: logger(figure.id),
      });
      await view.runAsync();
      earlier?.view?.finalize();
      // The figure has a description of its own; its inner parts would be read out one by one.
      place.querySelector("svg")?.setAttribute("aria-hidden", "true");
      place.querySelectorAll("svg [role], svg [aria-label]").forEach((e) => {
        for (const name of ["role", "aria-roledescription", "aria-label"]) e.removeAttribute(name);
      });
      drawn.set(figure, { width, view });
      note(figure.id, place);
    } catch (error) {
      window.plumbline.failures.push(`${figure.id}: ${error}`);
      console.error(`${figure.id}: ${error}`);
      place.textContent = `This chart could not be drawn: ${error}`;
    }
  }

  function note(id, place) {
    const marks = place.querySelectorAll("svg [class*='mark-'] path, svg [class*='mark-'] image, "
      + "svg [class*='mark-'] line, svg [class*='mark-'] text").length;
    const known = window.plumbline.charts.find((c) => c.id === id);
    if (known) known.marks = marks;
    else {
      if (window.plumbline.charts.length === 0) performance.mark("first chart");
      window.plumbline.charts.push({ id, marks });
    }
  }

  function isShown(figure) { return figure.querySelector(".drawing").clientWidth > 0; }
  async function drawAll() {
    for (const figure of figures) if (isShown(figure)) await draw(figure);
  }
  async function redraw() {
    for (const [figure, state] of [...drawn]) {
      drawn.set(figure, { view: state.view });
      if (isShown(figure)) await draw(figure);
    }
  }

  const watcher = new IntersectionObserver(
    (entries) => entries.filter((e) => e.isIntersecting).forEach((e) => draw(e.target)), { rootMargin: "400px" });
  figures.forEach((figure) => watcher.observe(figure));
  // The first is drawn wherever it stands: who scrolls to it need not wait.
  const first = figures.find(isShown);
  if (first) draw(first);
  document.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelectorAll("figure.chart").forEach((f) => isShown(f) && draw(f));
  }, true);
  dark.addEventListener("change", redraw);
  let wait;
  let lastWidth = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === lastWidth) return;
    lastWidth = innerWidth;
    clearTimeout(wait);
    wait = setTimeout(redraw, 150);
  });
  // On paper everything that is open is drawn, in the colours of paper.
  addEventListener("beforeprint", () => { isPrinted = true; redraw(); drawAll(); });
  addEventListener("afterprint", () => { isPrinted = false; redraw(); });
})();

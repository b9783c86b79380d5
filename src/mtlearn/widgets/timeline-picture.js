// The picture of a timeline: lanes under one another on one time, and a cursor that keys and pointer move.

import { clockSaid, el, fill } from "./base.js";

const timelineHeights = { notes: 62, curve: 60, centre: 22, title: 24, gap: 8, axis: 22 };
const timelineNear = 26; // pixels a second, when shown closer
const timelineWidest = 20000;
const timelineSides = ["mine", "partner"];
const timelineSpace = "http://www.w3.org/2000/svg";

/** Make an element of a drawing. */
function drawn(tag, props = {}, ...children) {
  const node = document.createElementNS(timelineSpace, tag);
  for (const [name, value] of Object.entries(props)) if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** Lanes, drawn anew whenever the room for them changes. `placed(seconds)` is called when the cursor is moved. */
export class TimelinePicture {
  constructor(words, described, placed) {
    Object.assign(this, { words, placed, told: null, at: 0, near: false, span: null, marks: [] });
    this.drawing = drawn("svg", { class: "mt-tl-drawing", role: "group" });
    this.cursor = el("div", {
      class: "mt-tl-cursor", role: "slider", tabindex: 0, "aria-label": words.place, "aria-valuemin": 0, "aria-describedby": described,
    });
    this.head = el("div", { class: "mt-tl-head", hidden: true });
    this.sheet = el("div", { class: "mt-tl-sheet" }, this.drawing, this.head, this.cursor);
    this.scroller = el("div", { class: "mt-tl-scroll" }, this.sheet);
    this.names = el("div", { class: "mt-tl-names", "aria-hidden": "true" });
    this.node = el("div", { class: "mt-tl-picture" }, this.scroller, this.names);
    this.cursor.addEventListener("keydown", (event) => this.key(event));
    this.sheet.addEventListener("pointerdown", (event) => this.press(event));
    this.watch = new ResizeObserver(() => this.scroller.clientWidth !== this.room && this.draw());
    this.watch.observe(this.scroller);
  }

  show(told) {
    Object.assign(this, { told, at: Math.min(told.length, told.times[0] ?? 0), span: null, near: false });
    this.cursor.setAttribute("aria-valuemax", String(Math.round(told.length)));
    this.draw();
    this.place(this.at);
  }

  /** Show all of it in the room there is, or closer. */
  zoom(near) {
    this.near = near;
    this.draw();
    this.place(this.at);
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const end = { Home: 0, End: this.told?.length ?? 0 }[event.key];
    if ((step === undefined && end === undefined) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.place(end ?? (step > 0 ? Math.floor(this.at) + step : Math.ceil(this.at) + step), true);
  }

  press(event) {
    if (!this.told || event.button !== 0) return;
    const { left } = this.drawing.getBoundingClientRect();
    this.place(Math.round((10 * (event.clientX - left)) / this.scale) / 10, true);
  }

  /** Put the cursor somewhere; `moved` says that it was the learner. */
  place(seconds, moved = false) {
    this.at = Math.min(this.told.length, Math.max(0, seconds));
    const x = this.at * this.scale;
    this.cursor.style.left = `${x}px`;
    this.cursor.setAttribute("aria-valuenow", String(Math.round(this.at)));
    this.cursor.setAttribute("aria-valuetext", this.said(this.at));
    this.bring(x);
    this.placed(this.at, moved);
  }

  /** Say a place: minutes and seconds, and the bar where there are bars. */
  said(seconds) {
    const { bars } = this.told;
    const bar = bars.filter((start) => start <= seconds + 0.01).length;
    const time = clockSaid(seconds);
    return bar ? fill(this.words.at_bar, { time, bar }) : fill(this.words.at_time, { time });
  }

  playhead(seconds) {
    this.head.hidden = seconds === null || !this.told;
    if (this.head.hidden) return;
    this.head.style.left = `${seconds * this.scale}px`;
    this.bring(seconds * this.scale);
  }

  bring(x) {
    const { scrollLeft, clientWidth } = this.scroller;
    if (x < scrollLeft || x > scrollLeft + clientWidth - 24) this.scroller.scrollLeft = x - 60;
  }

  /** Mark a stretch of time; null marks none. */
  highlight(span) {
    this.span = span;
    this.draw();
  }

  flag(marks) {
    this.marks = marks;
    this.draw();
  }

  draw() {
    const room = (this.room = this.scroller.clientWidth);
    if (!room || !this.told) return;
    const { told, words } = this;
    const length = Math.max(4, told.length);
    this.size = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    this.across = Math.min(timelineWidest, this.near ? Math.max(room, Math.round(length * timelineNear)) : room);
    this.scale = (this.across - 2) / length;
    this.top = this.px("axis");
    this.labels = [];
    const sides = told.alone ? ["mine"] : timelineSides;
    const lanes = [
      this.lane("notes", sides.length * this.px("notes"), told.summary, (height) => this.notes(sides, height)),
      ...told.lanes.map((lane) => this.lane(lane.id, this.px("curve"), lane.summary, (height) => this.curves(lane, sides, height), lane.ends)),
      this.lane("centre", sides.length * this.px("centre"), this.centresSaid(sides), () => this.centres(sides)),
    ];
    this.drawing.replaceChildren(this.patterns(), ...this.grid(), ...this.spanned(), ...lanes, ...this.flags());
    for (const [name, value] of Object.entries({ width: this.across, height: this.top, viewBox: `0 0 ${this.across} ${this.top}` })) this.drawing.setAttribute(name, value);
    this.drawing.setAttribute("aria-label", `${words.picture} ${words.in_table}`);
    this.names.replaceChildren(...this.labels);
    this.cursor.style.left = `${this.at * this.scale}px`;
  }

  px(name) {
    return Math.round(timelineHeights[name] * this.size);
  }

  x(seconds) {
    return Math.round(10 * seconds * this.scale) / 10;
  }

  lane(name, height, summary, inside, ends) {
    const top = this.top + this.px("title");
    const title = this.words[`lane-${name}`];
    this.labels.push(el("p", { style: `top:${this.top}px` }, el("b", {}, title), ends ? el("span", {}, ends.join(" – ")) : null));
    this.top = top + height + this.px("gap");
    return drawn("g", { transform: `translate(0 ${top})`, role: "img", "aria-label": `${title}. ${summary}` },
      drawn("rect", { class: "mt-tl-lane", width: this.across, height, rx: 6 }), ...this.bars(height), ...inside(height));
  }

  /** Where bars begin, or where there are none, seconds; no closer than can be read. */
  ticks() {
    const { bars, length } = this.told;
    if (bars.length) return bars.map((time, index) => [time, String(index + 1)]);
    const step = [1, 2, 5, 10, 30, 60].find((seconds) => seconds * this.scale > 46) ?? 120;
    return Array.from({ length: Math.floor(length / step) + 1 }, (_, n) => [n * step, clockSaid(n * step)]);
  }

  apart(least) {
    let last = -Infinity;
    return this.ticks().filter(([time]) => {
      const shown = this.x(time) - last >= least;
      if (shown) last = this.x(time);
      return shown;
    });
  }

  bars(height) {
    return [drawn("path", { class: "mt-tl-bar", d: this.apart(12).map(([time]) => `M${this.x(time)} 0V${height}`).join("") })];
  }

  grid() {
    return this.apart(40 * this.size).filter(([time]) => this.x(time) < this.across - 24)
      .map(([time, text]) => drawn("text", { class: "mt-tl-tick", x: this.x(time) + 2, y: this.px("axis") - 7, "aria-hidden": "true" }, text));
  }

  spanned() {
    if (!this.span) return [];
    const [from, to] = this.span.map((time) => this.x(Math.min(time, this.told.length)));
    return [drawn("rect", { class: "mt-tl-span", x: from, width: Math.max(2, to - from), y: 0, height: "100%" })];
  }

  patterns() {
    return drawn("defs", {}, drawn("pattern", { id: this.pattern, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      drawn("path", { class: "mt-tl-stripe", d: "M0 0V5" })));
  }

  get pattern() {
    return (this.patternId ??= `mt-tl-stripes-${Math.random().toString(36).slice(2)}`);
  }

  notes(sides, height) {
    const { notes, echoes } = this.told;
    const row = height / sides.length;
    const pitches = timelineSides.flatMap((side) => notes[side].map((note) => note[2]));
    const [low, high] = [Math.min(58, ...pitches), Math.max(80, ...pitches)];
    const paths = sides.map((side, index) => drawn("path", {
      class: `mt-tl-notes mt-tl-${side}`, fill: side === "partner" ? `url(#${this.pattern})` : null,
      d: notes[side].map(([onset, lasts, pitch, velocity]) => {
        const thick = 2.5 + (3.5 * velocity) / 127;
        const y = index * row + 6 + (row - 14) * (1 - (pitch - low) / (high - low)) + (6 - thick) / 2;
        const wide = Math.max(2, this.x(onset + lasts) - this.x(onset) - 0.5);
        return `M${this.x(onset)} ${y.toFixed(1)}h${wide.toFixed(1)}v${thick.toFixed(1)}h${(-wide).toFixed(1)}z`;
      }).join(""),
    }));
    if (sides.length === 1) return paths;
    return [...paths, drawn("path", { class: "mt-tl-bar", d: `M0 ${row}H${this.across}` }), ...echoes.map((echo) => this.arc(echo, row))];
  }

  /** Bind what was played to where it came back: a bracket at each, and an arc between. */
  arc({ source, answer, by }, middle) {
    const up = by === "mine";
    const edges = up ? [middle + 3, middle - 3] : [middle - 3, middle + 3];
    const [from, to] = [source, answer].map(([begin, end]) => (this.x(begin) + this.x(end)) / 2);
    const brackets = [source, answer].map(([begin, end], index) => `M${this.x(begin)} ${edges[index]}H${this.x(end)}`).join("");
    return drawn("path", { class: "mt-tl-arc", d: `${brackets}M${from} ${edges[0]}Q${(from + to) / 2} ${edges[0] + (up ? 38 : -38)} ${to} ${edges[1]}` });
  }

  curves(lane, sides, height) {
    const lines = [...(lane.common.length && sides.length > 1 ? ["common"] : []), ...sides].flatMap((side) => this.curve(lane, side, height));
    return [...lines, ...this.told.firsts.filter(({ side }) => side === lane.id).map((one) => this.arrow(one, height - (one.first === "partner" ? 15 : 6)))];
  }

  /** A line that breaks where there is no value; a value alone is a dot. */
  curve({ low, high, ...lane }, side, height) {
    const { times } = this.told;
    const values = lane[side];
    const y = (value) => Math.round(10 * (4 + (height - 8) * (1 - (value - low) / (high - low || 1)))) / 10;
    let path = "";
    const dots = [];
    values.forEach((value, index) => {
      if (value === null) return;
      const [joined, goesOn] = [index > 0 && values[index - 1] !== null, index + 1 < values.length && values[index + 1] !== null];
      path += `${joined ? "L" : "M"}${this.x(Math.min(times[index], this.told.length))} ${y(value)}`;
      if (!joined && !goesOn) dots.push(drawn("circle", { class: `mt-tl-dot mt-tl-${side}`, cx: this.x(Math.min(times[index], this.told.length)), cy: y(value), r: 3 }));
    });
    return path ? [drawn("path", { class: `mt-tl-curve mt-tl-${side}`, d: path }), ...dots] : [];
  }

  /** From where one player changed to where the other did; together is a diamond. Round is mine, square the partner's. */
  arrow({ start, end, first }, y) {
    const [from, to] = [this.x(start), this.x(end)];
    if (!first) return drawn("path", { class: "mt-tl-both", d: `M${(from + to) / 2 - 5} ${y}l5 -5 5 5 -5 5z` });
    const begin = first === "mine" ? drawn("circle", { cx: from, cy: y, r: 4.5 }) : drawn("rect", { x: from - 4, y: y - 4, width: 8, height: 8 });
    return drawn("g", { class: `mt-tl-first mt-tl-${first}` }, begin, drawn("path", { d: `M${from} ${y}H${to}m-6 -4l6 4 -6 4` }));
  }

  centres(sides) {
    const row = this.px("centre");
    return sides.flatMap((side, index) => this.told.centres[side].flatMap(([begin, end, ...names]) => {
      const [from, wide] = [this.x(begin), Math.max(1, this.x(Math.min(end, this.told.length)) - this.x(begin) - 1)];
      const text = names.find((name) => wide > 7.5 * this.size * name.length + 8);
      const box = drawn("rect", { class: `mt-tl-centre mt-tl-${side}`, x: from, y: index * row + 2, width: wide, height: row - 4, rx: 3 });
      return text ? [box, drawn("text", { class: `mt-tl-key mt-tl-${side}`, x: from + 5, y: index * row + row * 0.68 }, text)] : [box];
    }));
  }

  centresSaid(sides) {
    const { words, told } = this;
    return sides.map((side) => {
      const named = [...new Set(told.centres[side].map(([, , name]) => name))].join(", ");
      return fill(words.centres_of, { who: side === "mine" ? words.me : told.partner, centres: named || words.unclear });
    }).join(" ");
  }

  /** The learner's marks, as numbered flags over all lanes. */
  flags() {
    return this.marks.map(({ at }, index) => drawn("g", { class: "mt-tl-flag", "aria-hidden": "true" },
      drawn("path", { d: `M${this.x(at)} 0V${this.top}` }), drawn("rect", { x: this.x(at), y: 0, width: 16 * this.size, height: 16 * this.size, rx: 3 }),
      drawn("text", { x: this.x(at) + 8 * this.size, y: 12.5 * this.size }, String(index + 1))));
  }

  dispose() {
    this.watch.disconnect();
  }
}

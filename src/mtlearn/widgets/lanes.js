// Two lanes in time, mine above and the partner's below: drawn while we play, and afterwards with its bars.

import { clockSaid, counted, el, fill, freshId } from "./base.js";

const lanesWindow = 9;
const lanesNow = 0.72;
const lanesHeight = 86;
const lanesTop = 20;
const lanesMostRows = 600;

/** What both played, as lanes: `begin`, `move` and `end` while playing; `show` afterwards. */
export class Lanes {
  constructor(words, names) {
    Object.assign(this, { words, names, notes: [], open: new Map(), live: null, marks: [], marked: null, head: null, together: true });
    this.canvas = el("canvas", { class: "mt-lanes-picture", role: "img", "aria-label": words.lanes_empty });
    this.scroller = el("div", { class: "mt-lanes-scroll" }, this.canvas);
    this.table = el("details", { class: "mt-fold" }, el("summary", {}, words.as_table));
    this.table.addEventListener("toggle", () => this.table.open && this.tabulate());
    this.node = el("figure", { class: "mt-lanes", "data-mine": 0, "data-partner": 0 },
      el("figcaption", { class: "mt-lanes-key" },
        el("span", { class: "mt-key-mine" }, words.me), (this.otherKey = el("span", { class: "mt-key-partner" }, words.partner))),
      this.scroller, this.table);
    this.table.hidden = true;
    this.still = globalThis.matchMedia("(prefers-reduced-motion: reduce)");
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.scroller);
  }

  /** Call the other by a name: `partner` by itself, `the_other` in a sentence. Who plays alone has one lane. */
  call(other, together = true) {
    this.words = { ...this.words, ...other };
    this.otherKey.textContent = this.words.partner;
    this.otherKey.hidden = !together;
    if (together === this.together) return;
    this.together = together;
    this.draw();
  }

  get height() {
    return lanesTop + (this.together ? 2 * lanesHeight + 8 : lanesHeight);
  }

  /** Begin drawing live; `clock()` gives the seconds since the take began. */
  begin(clock) {
    Object.assign(this, { notes: [], marks: [], marked: null, head: null, live: clock });
    this.open.clear();
    this.table.hidden = true;
    this.scroller.removeAttribute("tabindex");
    this.count();
    const frame = () => {
      if (!this.live || !this.node.isConnected) return;
      this.draw();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  move(who, { time, sounding, pitch, velocity }) {
    const name = `${who} ${pitch}`;
    const held = this.open.get(name);
    if (held) {
      held.end = Math.max(time, held.start + 0.03);
      this.open.delete(name);
    }
    if (!sounding) return;
    const note = { who, start: time, end: null, pitch, velocity };
    this.notes.push(note);
    this.open.set(name, note);
    this.count();
  }

  /** Show what was played from rows [onset, duration, pitch, velocity], with the times bars begin at. */
  show(mine, partner, marks) {
    const read = (who) => ([start, duration, pitch, velocity]) => ({ who, start, end: start + duration, pitch, velocity });
    this.live = null;
    this.open.clear();
    this.notes = [...mine.map(read("mine")), ...partner.map(read("partner"))].sort((one, other) => one.start - other.start);
    Object.assign(this, { marks, marked: null, head: null });
    this.table.hidden = this.notes.length === 0;
    this.table.open = false;
    this.count();
    const told = { mine: mine.length, partner: partner.length, bars: marks.length, other: this.words.the_other ?? this.words.the_partner };
    this.canvas.setAttribute("aria-label", this.notes.length ? fill(this.together ? this.words.lanes_label : this.words.lanes_label_alone, told) : this.words.lanes_empty);
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "group");
    this.scroller.setAttribute("aria-label", this.words.lanes_scroll);
    this.draw();
  }

  /** Mark a stretch of time and bring it into view; null marks nothing. */
  mark(span) {
    this.marked = span;
    this.draw();
    if (span) this.scroller.scrollLeft = Math.max(0, this.scale * span[0] - 40);
  }

  /** Show where listening has come to; null when it has ended. */
  playhead(seconds) {
    this.head = seconds;
    this.draw();
    if (seconds === null) return;
    const x = this.scale * seconds;
    const { scrollLeft, clientWidth } = this.scroller;
    if (x < scrollLeft || x > scrollLeft + clientWidth - 30) this.scroller.scrollLeft = x - 30;
  }

  count() {
    for (const who of ["mine", "partner"]) {
      this.node.setAttribute(`data-${who}`, this.notes.filter((note) => note.who === who).length);
    }
  }

  draw() {
    const width = this.scroller.clientWidth;
    if (!width) return;
    const { height } = this;
    let [from, across] = [0, width];
    if (this.live) {
      const now = this.live();
      this.scale = width / lanesWindow;
      // Without motion the picture turns a page at a time instead of sliding.
      from = this.still.matches ? Math.floor(now / lanesWindow) * lanesWindow : Math.max(0, now - lanesWindow * lanesNow);
      this.head = now;
    } else {
      const length = Math.max(4, ...this.notes.map((note) => note.end ?? note.start)) + 0.3;
      this.scale = Math.max(width / length, Math.min(44, 15000 / length));
      across = Math.max(width, Math.round(length * this.scale));
    }
    const pen = lanesPen(this.canvas, across, height);
    const [style, found] = [getComputedStyle(this.node), {}];
    const colour = (name) => (found[name] ??= style.getPropertyValue(name).trim());
    lanesGround(pen, across, height, colour, this.marked?.map((time) => time * this.scale));
    const x = (time) => (time - from) * this.scale;
    this.drawMarks(pen, x, colour, height);
    const pitches = this.notes.map((note) => note.pitch);
    const [low, high] = [Math.min(58, ...pitches), Math.max(82, ...pitches)];
    const until = this.live?.() ?? 0;
    for (const note of this.notes) {
      const end = note.end ?? Math.max(until, note.start + 0.05);
      if (x(end) < -20 || x(note.start) > across + 20) continue;
      const top = lanesTop + (note.who === "mine" ? 0 : lanesHeight + 8);
      const y = top + 7 + (lanesHeight - 24) * (1 - (note.pitch - low) / (high - low || 1));
      lanesNote(pen, note, x(note.start), Math.max(5, x(end) - x(note.start)), y, colour);
    }
    if (this.head !== null) {
      pen.fillStyle = colour("--mt-ink");
      pen.fillRect(x(this.head), lanesTop - 4, 2, height - lanesTop + 4);
    }
  }

  /** Bar lines with their numbers; where there is no steady pulse, the clock. */
  drawMarks(pen, x, colour, height) {
    pen.font = "12px system-ui, sans-serif";
    const line = (time, text) => {
      pen.fillStyle = colour("--mt-line");
      pen.fillRect(Math.round(x(time)), lanesTop - 4, 1, height - lanesTop + 4);
      pen.fillStyle = colour("--mt-soft-ink");
      if (text) pen.fillText(text, x(time) + 4, 12);
    };
    const crowded = this.marks.length > 1 && (this.marks[1] - this.marks[0]) * this.scale < 22;
    this.marks.forEach((time, index) => line(time, crowded && index % 4 ? "" : String(index + 1)));
    if (this.marks.length || this.live || !this.notes.length) return;
    const step = [1, 2, 5, 10, 30].find((seconds) => seconds * this.scale > 56) ?? 60;
    const last = Math.max(...this.notes.map((note) => note.end ?? note.start));
    for (let time = 0; time <= last; time += step) line(time, clockSaid(time));
  }

  tabulate() {
    const cell = (text) => el("td", {}, text);
    const strength = (velocity) => (velocity < 56 ? this.words.soft : velocity < 92 ? this.words.medium : this.words.strong);
    const number = (value) => value.toLocaleString(this.words.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const rows = this.notes.slice(0, lanesMostRows).map((note) => el("tr", {},
      cell(number(note.start)), cell(note.who === "mine" ? this.words.me : this.words.partner),
      cell(this.names[note.pitch]), cell(number((note.end ?? note.start) - note.start)), cell(strength(note.velocity))));
    const heads = ["at_second", "who", "note", "lasts", "strength"].map((name) => el("th", { scope: "col" }, this.words[name]));
    const id = freshId("table");
    const more = this.notes.length - rows.length;
    this.table.replaceChildren(this.table.firstElementChild,
      el("div", { class: "mt-table-scroll", tabindex: 0, role: "group", "aria-labelledby": id },
        el("table", {}, el("caption", { id }, this.words.table_caption), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows))),
      ...(more > 0 ? [el("p", { class: "mt-soft" }, counted(this.words, "table_more", more))] : []));
  }

  end() {
    this.live = null;
  }

  dispose() {
    this.live = null;
    this.watch.disconnect();
  }
}

function lanesPen(canvas, width, height) {
  const dense = Math.min(globalThis.devicePixelRatio || 1, 16000 / width);
  const [w, h] = [Math.round(width * dense), Math.round(height * dense)];
  if (canvas.width !== w || canvas.height !== h) {
    Object.assign(canvas, { width: w, height: h });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

function lanesGround(pen, width, height, colour, marked) {
  for (const [index, name] of ["--mt-mine-lane", "--mt-partner-lane"].entries()) {
    if (lanesTop + index * lanesHeight >= height) break;
    pen.fillStyle = colour(name);
    pen.beginPath();
    pen.roundRect(0, lanesTop + index * (lanesHeight + 8), width, lanesHeight, 8);
    pen.fill();
  }
  if (!marked) return;
  pen.fillStyle = colour("--mt-marked");
  pen.fillRect(marked[0], lanesTop, marked[1] - marked[0], height - lanesTop);
  pen.fillStyle = colour("--mt-look");
  pen.fillRect(marked[0], lanesTop - 4, marked[1] - marked[0], 4);
}

/** Mine is filled; the partner's has an outline and stripes, so that colour is not all that tells them apart. */
function lanesNote(pen, note, x, width, y, colour) {
  const thick = 6 + Math.round((note.velocity / 127) * 8);
  const top = y + (14 - thick) / 2;
  const inkOf = colour(note.who === "mine" ? "--mt-mine" : "--mt-partner");
  pen.beginPath();
  pen.roundRect(x, top, width, thick, Math.min(5, width / 2));
  if (note.who === "mine") {
    pen.fillStyle = inkOf;
    pen.fill();
    return;
  }
  pen.save();
  pen.fillStyle = "#fff";
  pen.fill();
  pen.strokeStyle = inkOf;
  pen.lineWidth = 2;
  pen.stroke();
  pen.clip();
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (let stripe = x - thick; stripe < x + width; stripe += 6) {
    pen.moveTo(stripe, top + thick);
    pen.lineTo(stripe + thick, top);
  }
  pen.stroke();
  pen.restore();
}

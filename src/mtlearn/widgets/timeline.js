// Two players in time, under a take: the picture, what is there at the cursor, who moved first, echoes, marks, a table.
//
// In an exercise:
//   this.timeline = new Timeline(words.timeline, {
//     listen: (span) => …,            // hear [from, to] seconds of the take again
//     send: (type, content) => …,     // to the kernel: "timeline" { take }, "mark" { take, mark, at, text, number }, "unmark" { take, mark }
//   });
//   timeline.ask(take)                // when a take is told about: asks the kernel, and shows that it is drawing
//   timeline.tell(message)            // when the kernel answers with the message "timeline"
//   timeline.heard(message)           // … and with "marked"
//   timeline.playhead(seconds | null) // while the take is heard again
//   timeline.hide(), timeline.dispose(), timeline.node
// The kernel's side is `InTime` in timeline.py; the words are `timeline_words(lang)`.

import { el, fill, freshId } from "./base.js";
import { TimelineMarks } from "./timeline-marks.js";
import { TimelinePicture } from "./timeline-picture.js";

const timelineFew = 4;
const timelineSpeakAfter = 350;
const timelineHear = [3, 3];

export class Timeline {
  constructor(words, act) {
    Object.assign(this, { words, act, told: null, asked: null, speaking: null });
    const help = freshId("place");
    this.heading = el("h4", { tabindex: -1 }, words.title);
    this.waiting = el("p", { class: "mt-soft", role: "status" });
    this.picture = new TimelinePicture(words, help, (at, moved) => this.placed(at, moved));
    this.here = el("div", { class: "mt-tl-here" });
    this.spoken = el("p", { class: "mt-hidden", role: "status" });
    this.near = el("button", { type: "button", "aria-pressed": "false", onclick: () => this.zoom() }, words.zoom_in);
    this.hear = el("button", { type: "button", onclick: () => this.listen(this.around(this.picture.at)) }, words.hear_here);
    this.mark = el("button", { type: "button", class: "mt-main", onclick: () => this.marks.add(this.picture.at) }, words.mark_here);
    this.marks = new TimelineMarks(words, {
      listen: (span) => this.listen(span), mark: (mark) => act.send("mark", { take: this.told.take, ...mark }),
      unmark: (mark) => act.send("unmark", { take: this.told.take, mark }), say: (sentence) => this.spoken.replaceChildren(sentence),
      changed: (marks) => this.picture.flag(marks), name: (at) => this.picture.said(at), back: () => this.mark.focus(),
    });
    this.intro = el("p", { class: "mt-soft" });
    this.legend = el("p", { class: "mt-tl-legend", "aria-hidden": "true" });
    this.found = el("div", { class: "mt-tl-found" });
    this.table = el("details", { class: "mt-fold" }, el("summary", {}, words.table));
    this.table.addEventListener("toggle", () => this.table.open && this.told && this.tabulate());
    this.body = el("div", { hidden: true }, this.intro, this.legend, this.picture.node, this.here, this.spoken,
      el("div", { class: "mt-row" }, this.hear, this.mark, this.near), el("p", { class: "mt-soft", id: help }, words.place_help),
      this.marks.node, this.found, this.about(), this.table);
    this.node = el("section", { class: "mt-timeline", "data-scan": "", hidden: true, "aria-label": words.title }, this.heading, this.waiting, this.body);
    this.leave = () => this.marks.flush();
    window.addEventListener("pagehide", this.leave);
  }

  /** Ask the kernel for a take's timeline. */
  ask(take) {
    this.marks.flush();
    this.asked = take;
    this.told = null;
    this.body.hidden = true;
    this.node.hidden = false;
    this.waiting.replaceChildren(this.words.waiting);
    this.act.send("timeline", { take });
  }

  /** Show what the kernel tells; another take's than the one asked for last is not shown. */
  tell(told) {
    if (this.asked !== null && told.take !== this.asked) return;
    const { words } = this;
    this.told = told;
    this.waiting.replaceChildren();
    const title = told.alone ? words.title_alone : words.title;
    this.heading.replaceChildren(title);
    this.node.setAttribute("aria-label", title);
    this.node.hidden = told.times.length === 0;
    this.body.hidden = false;
    this.intro.replaceChildren(fill(words.intro, { window: told.window }));
    this.legend.replaceChildren(...(told.alone ? ["mine"] : ["mine", "partner", "common"]).map((side) =>
      el("span", { class: `mt-tl-key-${side}` }, side === "partner" ? told.partner : words[side === "mine" ? "me" : side])));
    this.near.setAttribute("aria-pressed", "false");
    this.near.replaceChildren(words.zoom_in);
    this.table.open = false;
    this.picture.show(told);
    this.marks.tell(told.take, told.marks ?? []);
    this.found.replaceChildren(...(told.alone ? [] : [...this.firsts(), ...this.echoes()]));
  }

  heard(message) {
    if (message.take === this.told?.take) this.marks.heard(message);
  }

  hide() {
    this.marks.flush();
    this.asked = null;
    this.node.hidden = true;
  }

  playhead(seconds) {
    this.picture.playhead(seconds);
    if (seconds === null && this.told) this.picture.highlight(null);
  }

  zoom() {
    const near = !this.picture.near;
    this.picture.zoom(near);
    this.near.setAttribute("aria-pressed", String(near));
    this.near.replaceChildren(near ? this.words.zoom_out : this.words.zoom_in);
  }

  around(at) {
    return [Math.max(0, at - timelineHear[0]), at + timelineHear[1]];
  }

  listen(span) {
    this.picture.highlight(span);
    this.act.listen(span);
  }

  /** Tell what is at the cursor: at once to the eye, and to the ear when the cursor rests. */
  placed(at, moved) {
    const lines = this.lines(at);
    const place = this.picture.said(at);
    this.here.replaceChildren(el("p", { class: "mt-tl-place" }, place), el("ul", {}, ...lines.map(([name, text]) =>
      el("li", {}, el("b", {}, `${name}: `), text))));
    clearTimeout(this.speaking);
    if (!moved) return;
    this.speaking = setTimeout(() => {
      this.spoken.replaceChildren(`${place}. ${lines.map(([name, text]) => `${name}: ${text}.`).join(" ")}`);
    }, timelineSpeakAfter);
  }

  lines(at) {
    const { words, told } = this;
    const last = told.times.length - 1;
    const found = told.times.findIndex((time) => time >= at - 0.001);
    const index = Math.max(0, found < 0 ? last : found);
    const both = (say) => (told.alone ? say("mine") : `${words.me} ${say("mine")}, ${told.other} ${say("partner")}`);
    const lines = told.lanes.map((lane) => {
      const moves = told.alone ? [] : this.moves(lane.id, index);
      return [words[`lane-${lane.id}`], [both((side) => lane.said[side][index]), ...moves].join("; ")];
    });
    const centre = (side) => told.centres[side].find(([from, to]) => from < at + 0.001 && at <= to + 0.001)?.[2]
      ?? (told.lanes[0][side][index] === null ? words.none : words.unclear);
    return [...lines, [words["lane-centre"], both(centre)]];
  }

  moves(side, index) {
    const codes = { t: "towards", a: "away" };
    const found = this.told.relations[side];
    return found ? ["mine", "partner"].filter((who) => codes[found[who][index]]).map((who) => fill(this.words[`moves-${codes[found[who][index]]}-${who}`], { other: this.told.other })) : [];
  }

  firsts() {
    const { words, told } = this;
    const items = told.firsts.map((one) => [one.text, [Math.max(0, one.start - timelineHear[0]), one.end + timelineHear[1]]]);
    return [el("h5", {}, words.firsts), ...(items.length ? [el("p", { class: "mt-soft" }, words.firsts_about), told.mostly && el("p", {}, told.mostly), this.list(items, words.hear_here)]
      : [el("p", { class: "mt-soft" }, words.firsts_none)])].filter(Boolean);
  }

  echoes() {
    const { words, told } = this;
    const items = told.echoes.map((one) => [one.text, [one.source[0], one.answer[1] + 0.2]]);
    return [el("h5", {}, words.echoes), items.length ? this.list(items, words.hear_both_places) : el("p", { class: "mt-soft" }, words.echoes_none)];
  }

  /** Some sentences, each with a button to hear it; the rest when asked for. */
  list(items, label) {
    const line = ([text, span]) => el("li", {}, el("span", {}, text), el("button", { type: "button", "aria-label": `${label}: ${text}`, onclick: () => this.listen(span) }, label));
    const shown = el("ul", { class: "mt-tl-list" }, ...items.slice(0, timelineFew).map(line));
    const rest = items.slice(timelineFew);
    if (!rest.length) return shown;
    const more = el("button", { type: "button", class: "mt-plain", onclick: () => {
      more.remove();
      const lines = rest.map(line);
      shown.append(...lines);
      lines[0].querySelector("button").focus();
    } }, fill(this.words.show_more, { count: rest.length }));
    return el("div", {}, shown, more);
  }

  about() {
    const { words } = this;
    const lanes = ["notes", "velocity", "density", "pitch", "clarity", "dissonance", "centre"];
    return el("details", { class: "mt-fold" }, el("summary", {}, words.about), el("dl", { class: "mt-tl-about" },
      ...lanes.flatMap((lane) => [el("dt", {}, words[`lane-${lane}`]), el("dd", {}, words[`about-${lane}`])])));
  }

  tabulate() {
    const { caption, heads, rows } = this.told.table;
    const id = freshId("table");
    const body = rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row[0]), ...row.slice(1).map((text) => el("td", {}, text))));
    this.table.replaceChildren(this.table.firstElementChild, el("div", { class: "mt-table-scroll", tabindex: 0, role: "group", "aria-labelledby": id },
      el("table", {}, el("caption", { id }, caption), el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...body))));
  }

  dispose() {
    clearTimeout(this.speaking);
    this.marks.flush();
    window.removeEventListener("pagehide", this.leave);
    this.picture.dispose();
  }
}

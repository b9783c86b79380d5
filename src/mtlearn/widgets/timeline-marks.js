// Places the learner has marked in a take, and what they write there; nothing written is lost with the page.

import { el, fill, freshId, tabMemory } from "./base.js";

const timelineMarkPause = 600;
const timelineMostMarks = 60;
const timelineAround = [3, 3];

/** The list of marks. `act` has `listen(span)`, `mark({ mark, at, text, number })`, `unmark(mark)`, `say(sentence)`, `changed(marks)`, `name(at)`. */
export class TimelineMarks {
  constructor(words, act) {
    Object.assign(this, { words, act, marks: [], rows: new Map(), waiting: new Map(), numbers: new Map(), number: 0 });
    this.list = el("ol", { class: "mt-tl-marks" });
    this.node = el("div", { hidden: true }, el("h5", {}, words.marks), el("p", { class: "mt-soft" }, words.marks_private), this.list);
  }

  /** Show a take's marks, with what was written in this tab and had not come to the log. */
  tell(take, marks) {
    this.flush();
    this.draft = tabMemory(`marks:${take}`);
    const left = this.draft.get() ?? {};
    const known = new Map(marks.map((mark) => [mark.id, mark]));
    for (const [id, mark] of Object.entries(left)) known.set(id, { id, ...mark });
    this.rows.clear();
    this.numbers.clear();
    this.marks = [...known.values()].sort((one, other) => one.at - other.at);
    this.show();
    for (const id of Object.keys(left)) this.send(id);
  }

  add(at) {
    if (this.marks.length >= timelineMostMarks) {
      this.act.say(fill(this.words.marks_most, { count: timelineMostMarks }));
      return;
    }
    const mark = { id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`, at, text: "" };
    this.marks = [...this.marks, mark].sort((one, other) => one.at - other.at);
    this.keep(mark);
    this.send(mark.id);
    this.show();
    this.rows.get(mark.id).text.focus();
    this.act.say(fill(this.words.marked, { place: this.act.name(at) }));
  }

  show() {
    const { words, act } = this;
    this.list.replaceChildren(...this.marks.map((mark, index) => {
      const row = this.rows.get(mark.id) ?? this.row(mark);
      const [number, place] = [index + 1, act.name(mark.at)];
      row.name.textContent = fill(words.mark_name, { number, place });
      row.hear.setAttribute("aria-label", fill(words.hear_this_place, { place }));
      row.gone.setAttribute("aria-label", fill(words.mark_delete_which, { number, place }));
      return row.node;
    }));
    this.node.hidden = this.marks.length === 0;
    act.changed(this.marks);
  }

  row(mark) {
    const { words, act } = this;
    const [id, named] = [freshId("mark"), freshId("mark-name")];
    const name = el("p", { class: "mt-tl-mark-name", id: named });
    const text = el("textarea", { id, rows: 2, maxlength: 4000, value: mark.text, "aria-describedby": named });
    const saved = el("span", { class: "mt-soft", role: "status" });
    const around = [Math.max(0, mark.at - timelineAround[0]), mark.at + timelineAround[1]];
    const hear = el("button", { type: "button", onclick: () => act.listen(around) }, words.hear_here);
    const gone = el("button", { type: "button", class: "mt-plain", onclick: () => this.remove(mark.id) }, words.mark_delete);
    text.addEventListener("input", () => this.typed(mark, text.value));
    text.addEventListener("blur", () => this.send(mark.id));
    const node = el("li", { "data-mark": mark.id }, name, el("label", { for: id }, words.mark_question), text,
      el("div", { class: "mt-row" }, hear, gone, saved));
    const row = { node, name, text, saved, hear, gone };
    this.rows.set(mark.id, row);
    return row;
  }

  typed(mark, text) {
    mark.text = text;
    this.keep(mark);
    this.rows.get(mark.id).saved.textContent = "";
    clearTimeout(this.waiting.get(mark.id));
    this.waiting.set(mark.id, setTimeout(() => this.send(mark.id), timelineMarkPause));
  }

  /** Remember in this tab what the log has not got yet. */
  keep({ id, at, text }) {
    this.draft.set({ ...(this.draft.get() ?? {}), [id]: { at, text } });
  }

  forget(id) {
    const { [id]: _, ...left } = this.draft.get() ?? {};
    if (Object.keys(left).length) this.draft.set(left);
    else this.draft.clear();
  }

  send(id) {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
    const mark = this.marks.find((one) => one.id === id);
    if (!mark || !(id in (this.draft.get() ?? {}))) return;
    this.number += 1;
    this.numbers.set(id, this.number);
    this.act.mark({ mark: id, at: mark.at, text: mark.text, number: this.number });
  }

  /** The kernel has a mark; `saved` says whether it is on the disk. */
  heard({ mark, number, saved }) {
    const row = this.rows.get(mark);
    if (!row || this.numbers.get(mark) !== number || this.waiting.has(mark)) return;
    if (saved) this.forget(mark);
    row.saved.textContent = saved ? this.words.mark_saved : this.words.mark_kept_here;
  }

  remove(id) {
    const place = this.marks.findIndex((mark) => mark.id === id);
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
    this.marks = this.marks.filter((mark) => mark.id !== id);
    this.rows.delete(id);
    this.forget(id);
    this.act.unmark(id);
    this.show();
    const next = this.marks[Math.min(place, this.marks.length - 1)];
    if (next) this.rows.get(next.id).gone.focus();
    else this.act.back();
    this.act.say(this.words.mark_gone);
  }

  /** Send what is waiting: the page goes away, or another take comes. */
  flush() {
    for (const id of [...this.waiting.keys()]) this.send(id);
  }
}

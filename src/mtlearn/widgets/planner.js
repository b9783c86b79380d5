// The planner's page: nine steps, one in sight at a time, in any order. What is typed stays in this tab until the kernel has it.
import { el, fill, freshId, root, sendLeaving, tabMemory, wakes } from "./base.js";
import { referenceList } from "./references.js";

const PLANNER_PAUSE = 600;

/** One field to write in: sends what is typed after a pause, and says when it is safe. */
class PlannerField {
  constructor(panel, name, box) {
    Object.assign(this, { panel, name, box, number: 0, waiting: false, timer: null });
    this.draft = tabMemory(`draft:${panel.view.lesson}/planner-${name}`);
    this.saved = el("p", { class: "mt-saved mt-soft", role: "status" });
    box.addEventListener("input", () => this.typed());
    box.addEventListener("blur", () => this.send());
    const left = this.draft.get();
    if (left && left.at > panel.view.at[name] && left.text !== panel.view.texts[name]) {
      box.value = left.text;
      this.waiting = true;
    }
  }

  get tooLong() {
    return this.box.value.length > this.panel.view.longest;
  }

  typed() {
    this.waiting = true;
    this.draft.set({ text: this.box.value, at: Date.now() / 1000 });
    clearTimeout(this.timer);
    if (!this.tooLong) this.say("");
    this.timer = setTimeout(() => this.send(), PLANNER_PAUSE);
    this.panel.mark(this);
  }

  send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.waiting) return;
    if (this.tooLong) {
      const { words, view: { longest, locale } } = this.panel;
      this.say(fill(words.too_long, { count: this.box.value.length.toLocaleString(locale), limit: longest.toLocaleString(locale) }));
      return;
    }
    this.number += 1;
    sendLeaving(this.panel.model, { type: "write", field: this.name, text: this.box.value, number: this.number });
  }

  heard({ number, saved }) {
    if (number !== this.number || this.timer || this.tooLong) return;
    this.waiting = !saved;
    if (saved) this.draft.clear();
    this.say(saved ? this.panel.words.saved_now : this.panel.words.kept_here);
  }

  /** Say how the field stands; a pause after the last key, so that a screen reader is not told of each. */
  say(text) {
    this.saved.textContent = text;
    this.saved.classList.toggle("mt-too-long", this.tooLong);
  }

  show() {
    const text = this.panel.view.texts[this.name];
    if (!this.waiting && this.box.value !== text) this.box.value = text;
    this.panel.mark(this);
  }
}

class PlannerPage {
  constructor(model, node, signal) {
    Object.assign(this, { model, node, fields: new Map(), steps: [], now: 0 });
    this.words = model.get("words");
    this.ids = { own: freshId("private") };
    node.append(el("p", {}, this.words.how), el("p", { id: this.ids.own, class: "mt-soft" }, this.words.private),
      this.place(), this.list(), ...this.view.steps.map((step, at) => this.step(step, at)), this.takeAlong());
    this.go(0, false);
    const show = () => this.fields.forEach((field) => field.show());
    const heard = (message, buffers) => {
      if (message.type === "kept") this.fields.get(message.field)?.heard(message);
      else if (message.type === "file") this.save(message, buffers);
    };
    model.on("change:view", show);
    model.on("msg:custom", heard);
    window.addEventListener("pagehide", () => this.fields.forEach((field) => field.send()), { signal });
    signal?.addEventListener("abort", () => {
      model.off("change:view", show);
      model.off("msg:custom", heard);
    });
    show();
    this.fields.forEach((field) => field.send());
  }

  get view() {
    return this.model.get("view");
  }

  field(name, box) {
    const made = new PlannerField(this, name, box);
    this.fields.set(name, made);
    return made;
  }

  place() {
    const id = freshId("place");
    const help = freshId("place-help");
    const field = this.field("place", el("input", { id, type: "text", autocomplete: "off", "aria-describedby": help }));
    return el("div", { class: "mt-planner-place" }, el("label", { for: id, class: "mt-question" }, this.view.place.question),
      field.box, el("p", { id: help, class: "mt-soft" }, this.view.place.help), field.saved);
  }

  list() {
    this.marks = this.view.steps.map((step, at) => el("button", { type: "button", onclick: () => this.go(at, true) },
      el("span", { class: "mt-planner-number" }, `${at + 1}`), el("span", {}, step.title),
      el("span", { class: "mt-planner-mark", hidden: true }, "✎", el("span", { class: "mt-hidden" }, ` (${this.words.written})`))));
    return el("nav", { "aria-label": this.words.steps }, el("ol", { class: "mt-planner-steps" }, ...this.marks.map((mark) => el("li", {}, mark))));
  }

  step(step, at) {
    const id = freshId("step");
    const help = freshId("help");
    const heading = el("h3", { tabindex: "-1" }, step.title);
    const field = this.field(step.id, el("textarea", { id, rows: 6, placeholder: this.words.placeholder, "aria-describedby": `${help} ${this.ids.own}` }));
    const folded = referenceList({ stands_on: fill(this.words.pointers, { count: step.claims.length }) }, step.claims);
    const turn = (to, text) => to >= 0 && to < this.view.steps.length && el("button", { type: "button", onclick: () => this.go(to, true) }, text);
    const section = el("section", { class: "mt-card mt-planner-step", "aria-label": step.title },
      el("p", { class: "mt-soft mt-planner-count" }, fill(this.words.step, { number: at + 1, count: this.view.steps.length })), heading,
      el("ul", { class: "mt-planner-questions" }, ...step.questions.map((question) => el("li", {}, question))),
      el("p", { id: help, class: "mt-soft" }, step.help),
      el("label", { for: id, class: "mt-hidden" }, fill(this.words.your_words, { step: step.title })), field.box, field.saved,
      step.nothing && el("p", { class: "mt-planner-nothing" }, step.nothing), folded,
      el("div", { class: "mt-row" }, turn(at - 1, this.words.back), turn(at + 1, this.words.onward)));
    this.steps.push({ section, heading, field });
    return section;
  }

  /** Bring one step into sight; `focus` takes the keyboard there, too. */
  go(at, focus) {
    this.now = at;
    this.steps.forEach(({ section }, place) => { section.hidden = place !== at; });
    this.marks.forEach((mark, place) => (place === at ? mark.setAttribute("aria-current", "step") : mark.removeAttribute("aria-current")));
    if (focus) this.steps[at].heading.focus();
  }

  /** Show in the list which steps have something in them. */
  mark(field) {
    const at = this.steps.findIndex((step) => step.field === field);
    if (at >= 0) this.marks[at].lastChild.hidden = !field.box.value.trim();
  }

  takeAlong() {
    const id = freshId("lang");
    const { languages, formats } = this.view;
    this.lang = el("select", { id }, ...languages.map((one) => el("option", { value: one }, this.words[`lang_${one}`])));
    this.lang.value = this.model.get("lang");
    this.said = el("p", { class: "mt-soft mt-planner-said", role: "status" });
    const files = formats.map((form) => el("button", { type: "button", class: "mt-main", onclick: () => this.take(form) }, this.words[`file_${form}`]));
    return el("section", { class: "mt-card", "aria-label": this.words.take_along }, el("h3", {}, this.words.take_along),
      el("p", {}, this.words.take_along_help), el("div", { class: "mt-row" }, el("label", { for: id }, this.words.document_language), this.lang),
      el("div", { class: "mt-row mt-planner-files" }, ...files), this.said, el("p", { class: "mt-soft" }, this.words.print_help));
  }

  /** Ask for a file; what was typed is sent first, and the kernel hears one after the other. */
  take(format) {
    const fields = [...this.fields.values()];
    const left = fields.some((field) => field.tooLong) ? `${this.words.unsaved_first} ` : "";
    this.said.textContent = `${left}${this.words.making_file}`;
    fields.forEach((field) => field.send());
    this.model.send({ type: "file", format, lang: this.lang.value });
  }

  save({ name, mime, said }, [bytes]) {
    const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
    const link = el("a", { href: address, download: name, hidden: true });
    this.node.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    this.said.textContent = said;
  }
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "planner");
    wakes(model, signal);
    new PlannerPage(model, node, signal);
  },
};

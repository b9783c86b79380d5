// Words of the learner's own: a field that keeps its draft in the tab until the kernel has it.

import { el, freshId, tabMemory } from "./base.js";

const writtenPause = 600;

/**
 * One field. `send(type, content)` tells the kernel; `field` is its name in the exercise, `view()` gives
 * `{ text, at }` as the log has it. `parts` are the inputs; their values together, a line each, are the text.
 */
export class Written {
  constructor(words, { field, name, view, send, typed }, inputs, ended) {
    Object.assign(this, { words, field, view, send, inputs, waiting: false, number: 0, timer: null });
    this.draft = tabMemory(`draft:${name}/${field}`);
    this.saved = el("p", { class: "mt-saved-now mt-soft", role: "status" });
    for (const one of inputs) {
      one.addEventListener("input", () => {
        this.waiting = true;
        this.draft.set({ text: this.text, at: Date.now() / 1000 });
        this.saved.textContent = "";
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.flush(), writtenPause);
        typed?.();
      });
      one.addEventListener("change", () => this.flush());
    }
    window.addEventListener("pagehide", () => this.flush(), { signal: ended });
    const left = this.draft.get();
    if (left && left.at > view().at && left.text !== view().text) {
      this.put(left.text);
      this.waiting = true;
      this.flush();
    } else this.put(view().text);
  }

  get text() {
    return this.inputs.map((one) => one.value).join("\n");
  }

  put(text) {
    const lines = this.inputs.length === 1 ? [text] : text.split("\n");
    this.inputs.forEach((one, at) => {
      one.value = lines[at] ?? "";
    });
  }

  /** Put in words the learner asked for, as if typed. */
  fill(text) {
    this.put(text);
    this.waiting = true;
    this.flush();
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.waiting) return;
    this.number += 1;
    this.send("write", { field: this.field, text: this.text, number: this.number });
  }

  hearKept({ field, number, saved }) {
    if (field !== this.field || number !== this.number || this.timer) return;
    this.waiting = !saved;
    if (saved) this.draft.clear();
    this.saved.textContent = saved ? this.words.saved_now : this.words.kept_here;
  }

  follow() {
    if (!this.waiting && this.text !== this.view().text) this.put(this.view().text);
  }
}

/** A question with room to write in, for the learner alone. */
export function reflection(words, question, how, ended) {
  const ids = { text: freshId("text"), own: freshId("own") };
  const text = el("textarea", { id: ids.text, rows: 3, placeholder: words.placeholder, "aria-describedby": ids.own });
  const written = new Written(words, { ...how, field: "reflection" }, [text], ended);
  written.node = el("div", { class: "mt-card mt-reflect" }, el("label", { for: ids.text, class: "mt-question" }, question), text,
    el("div", { class: "mt-row mt-foot" }, el("p", { id: ids.own, class: "mt-soft" }, words.private), written.saved));
  return written;
}

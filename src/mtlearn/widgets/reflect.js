// One open question after a take, with room to write. A draft stays in this tab until the kernel has it.

import { el, freshId, tabMemory } from "./base.js";

const reflectPause = 600;

/** The question about the take that is told of. `name` is the exercise's; `send(type, content)` reaches the kernel. */
export class Reflection {
  constructor(words, name, send, ended) {
    Object.assign(this, { words, name, send, take: null, number: 0, waiting: false, timer: null });
    const ids = { text: freshId("reflect"), own: freshId("private") };
    this.saved = el("p", { class: "mt-reflect-saved mt-soft", role: "status" });
    this.text = el("textarea", { id: ids.text, rows: 3, placeholder: words.journal_placeholder, "aria-describedby": ids.own });
    this.node = el("div", { class: "mt-reflect" }, el("h4", {}, words.reflect_title),
      el("label", { for: ids.text, class: "mt-question" }, words.reflect), this.text,
      el("div", { class: "mt-row mt-reflect-foot" }, el("p", { id: ids.own, class: "mt-soft" }, words.journal_private), this.saved));
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("blur", () => this.write());
    window.addEventListener("pagehide", () => this.write(), { signal: ended });
  }

  /** Show what was written about a take; what this tab has that is newer takes its place, and is sent on. */
  tell({ id, written, written_at: at }) {
    if (this.take === id && this.waiting) return;
    this.write();
    Object.assign(this, { take: id, waiting: false });
    this.draft = tabMemory(`reflect:${this.name}:${id}`);
    this.saved.textContent = "";
    this.text.value = written;
    const left = this.draft.get();
    if (left && left.at > at && left.text !== written) {
      this.text.value = left.text;
      this.waiting = true;
      this.write();
    }
  }

  typed() {
    this.waiting = true;
    this.draft.set({ text: this.text.value, at: Date.now() / 1000 });
    this.saved.textContent = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), reflectPause);
  }

  write() {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.waiting || !this.take) return;
    this.number += 1;
    this.send("reflect", { take: this.take, text: this.text.value, number: this.number });
  }

  hearReflected({ take, number, saved }) {
    if (take !== this.take || number !== this.number || this.timer) return;
    this.waiting = !saved;
    if (saved) this.draft.clear();
    this.saved.textContent = saved ? this.words.journal_saved_now : this.words.journal_kept_here;
  }
}

// What the other hears while we play, and what it is about to do: quiet, and said aloud when asked.

import { el } from "./base.js";

/** A panel that `hearHeard` keeps up to date. It says nothing by itself to a screen reader; its button does. */
export class Hearing {
  constructor(words, say) {
    Object.assign(this, { words, say, latest: null });
    this.face = el("dl", { class: "mt-hearing-face", "aria-hidden": "true" });
    this.plan = el("p", { class: "mt-hearing-plan", "aria-hidden": "true" });
    this.node = el("div", { class: "mt-hearing", hidden: true },
      el("div", { class: "mt-row mt-hearing-head" }, (this.title = el("span", { class: "mt-row-name", "aria-hidden": "true" })),
        (this.ask = el("button", { type: "button", class: "mt-plain", onclick: () => this.say(this.told()) }, words.say_hearing))),
      this.face, this.plan);
  }

  begin() {
    this.latest = null;
    this.face.replaceChildren();
    this.plan.replaceChildren();
    this.node.hidden = true;
  }

  end() {
    this.node.hidden = true;
  }

  /** What is heard, as rows [name, words], and what comes, as a sentence; `title` stands above, `ask` on the button. */
  hearHeard({ title, ask, heard, plan }) {
    this.latest = { heard, plan };
    this.node.hidden = false;
    const hears = ask === this.words.say_hearing;
    this.title.textContent = hears ? title : plan;
    this.ask.textContent = ask;
    this.face.replaceChildren(...heard.map(([name, text]) => el("div", {}, el("dt", {}, name), el("dd", {}, text))));
    this.face.classList.toggle("mt-hears", hears);
    this.plan.textContent = hears ? plan : "";
  }

  told() {
    const { latest, words } = this;
    if (!latest) return words.nothing_heard;
    const heard = latest.heard.map(([name, text]) => `${name}: ${text}.`);
    const nothing = this.ask.textContent === words.say_hearing ? [words.nothing_heard] : [];
    return [...(heard.length ? heard : nothing), latest.plan && `${latest.plan.replace(/\.$/, "")}.`].filter(Boolean).join(" ");
  }
}

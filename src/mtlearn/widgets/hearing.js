// What the other hears while we play, and what it is about to do: quiet, and said aloud when asked.

import { el } from "./base.js";

/** A panel that `hearHeard` keeps up to date. It says nothing by itself to a screen reader; its button does. */
export class Hearing {
  constructor(words, say) {
    Object.assign(this, { words, say, latest: null });
    this.face = el("dl", { class: "mt-hearing-face", "aria-hidden": "true" });
    this.plan = el("p", { class: "mt-hearing-plan", "aria-hidden": "true" });
    this.node = el("div", { class: "mt-hearing", hidden: true },
      el("div", { class: "mt-row mt-hearing-head" }, el("span", { class: "mt-row-name", "aria-hidden": "true" }, words.hearing_title),
        el("button", { type: "button", class: "mt-plain", onclick: () => this.say(this.told()) }, words.say_hearing)),
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

  /** What is heard, as rows [name, words], and what comes, as a sentence; `title` where it is no partner that hears. */
  hearHeard({ heard, plan }) {
    this.latest = { heard, plan };
    this.node.hidden = false;
    this.face.replaceChildren(...heard.map(([name, text]) => el("div", {}, el("dt", {}, name), el("dd", {}, text))));
    this.face.hidden = heard.length === 0;
    this.plan.textContent = plan;
  }

  told() {
    const { latest, words } = this;
    if (!latest) return words.nothing_heard;
    const heard = latest.heard.map(([name, text]) => `${name}: ${text}.`);
    return [...(heard.length ? heard : [words.nothing_heard]), latest.plan].filter(Boolean).join(" ");
  }
}

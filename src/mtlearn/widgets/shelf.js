// What was played before: the takes that are saved, and one that was cut off.

import { clockSaid, counted, el, fill } from "./base.js";

/** The takes the learner has saved, newest first. */
export class SavedTakes {
  constructor(words, act) {
    Object.assign(this, { words, act });
    this.list = el("ul", { class: "mt-saved" });
    this.node = el("details", { class: "mt-fold", hidden: true }, el("summary", {}, words.saved_takes), this.list);
  }

  show(takes) {
    const { words, act } = this;
    this.node.hidden = takes.length === 0;
    this.list.replaceChildren(...takes.map((take) => {
      const when = new Date(take.at * 1000).toLocaleString(words.locale, { dateStyle: "medium", timeStyle: "short" });
      const what = fill(words.saved_take, { when, mine: take.mine, partner: take.partner, other: take.other, length: clockSaid(take.seconds) });
      const button = (text, pressed) => el("button", { type: "button", "aria-label": `${text}: ${when}`, onclick: pressed }, text);
      return el("li", { "data-take": take.id }, el("span", {}, what), el("span", { class: "mt-row" },
        button(words.open_take, () => act.open(take.id)), button(words.let_go, () => act.keep(take.id, false))));
    }));
  }
}

/** A take that was cut off with notes in it, offered again. */
export class CutOff {
  constructor(words, act) {
    Object.assign(this, { words, act });
    this.node = el("div", { class: "mt-unfinished" });
  }

  show(take) {
    const { words, act } = this;
    this.node.replaceChildren(...(take ? [el("div", { class: "mt-card mt-look" },
      el("p", {}, counted(words, "unfinished", take.count)),
      el("div", { class: "mt-row" },
        el("button", { type: "button", onclick: () => act.open(take.id) }, words.open_take),
        el("button", { type: "button", onclick: () => act.keep(take.id, true) }, words.keep),
        el("button", { type: "button", class: "mt-plain", onclick: () => act.leave(take.id) }, words.leave)))] : []));
  }
}

// The choices about the other: who it is, how it answers or plays, and how closely it follows.

import { el, freshId } from "./base.js";

/** The ways in that can be offered, as buttons within reach while playing; under them what is said, and what sounds. */
class Offers {
  constructor(words, offers, choose) {
    const id = freshId("offers");
    this.about = new Map(offers.map(([name, , text]) => [name, text]));
    this.buttons = new Map(offers.map(([name, text]) => [name, el("button", { type: "button", "data-offer": name, onclick: () => choose(name) }, text)]));
    this.said = el("p", { class: "mt-offer-said" });
    this.node = el("div", { class: "mt-offers" }, el("div", { class: "mt-row", role: "group", "aria-labelledby": id },
      el("span", { id, class: "mt-row-name" }, words.offer), ...this.buttons.values()), this.said);
  }

  show(offer) {
    for (const [name, button] of this.buttons) button.setAttribute("aria-pressed", String(name === offer));
    this.said.textContent = this.about.get(offer) ?? "";
  }
}

/** Choices that always stand open under the pads, made of a Dials' own fields. All can be changed while playing. */
export class OtherDials {
  constructor(dials, words, view) {
    Object.assign(this, { dials, words, about: view.choices.about_other });
    const { whos, stances, ways, offers } = view.choices;
    this.who = whos.length > 1 ? dials.select("who", words.who_label, whos) : null;
    this.stance = stances.length > 1 ? dials.select("stance", words.stance, stances) : null;
    this.way = ways.length > 1 ? dials.select("way", words.way, ways) : null;
    this.offer = offers.length ? new Offers(words, offers, (value) => dials.set("offer", value)) : null;
    this.said = el("p", { class: "mt-soft mt-wide mt-other-about" });
    this.dial = this.makeDial(view.settings.closeness);
    this.who?.classList.add("mt-wide");
    const fields = [this.who, this.stance, this.way].filter(Boolean);
    this.node = el("div", { class: "mt-other" }, fields.length ? el("div", { class: "mt-fields" }, ...fields) : null, this.dial, this.said);
  }

  /** What can be pressed while playing: the ways in, where there are any. */
  get offers() {
    return [...(this.offer?.buttons.values() ?? [])];
  }

  /** Show what can be chosen with what was chosen, and say what that is like. */
  follow({ who, stance, way, offer, is_person: person }) {
    if (this.stance) this.stance.hidden = who !== "partner";
    if (this.way) this.way.hidden = !person;
    this.offer?.show(offer);
    this.dial.hidden = who !== "partner";
    this.ends = stance === "mirroring" ? "mirroring" : "closeness";
    this.said.replaceChildren(this.about[who === "partner" ? `stance-${stance}` : person ? `way-${way}` : who] ?? "");
    this.tell();
  }

  makeDial(value) {
    const { words, dials } = this;
    const id = freshId("dial");
    const input = el("input", { type: "range", id, min: 0, max: 100, step: 5, value, oninput: () => {
      this.tell();
      dials.set("closeness", Number(input.value));
    } });
    dials.fields.closeness = input;
    input.tell = () => this.tell();
    this.closeSaid = el("output", { class: "mt-dial-said", for: id, "aria-hidden": "true" });
    this.free = el("span", {});
    this.exact = el("span", {});
    return el("div", { class: "mt-dial" },
      el("div", { class: "mt-dial-head" }, el("label", { for: id }, words.closeness), this.closeSaid), input,
      el("div", { class: "mt-dial-ends", "aria-hidden": "true" }, this.free, this.exact));
  }

  tell() {
    const { closeness } = this.dials.fields;
    const { words, ends = "closeness" } = this;
    const value = Number(closeness.value);
    const text = words[`${ends}_${value >= 95 ? 4 : value >= 65 ? 3 : value >= 35 ? 2 : 1}`];
    closeness.setAttribute("aria-valuetext", text);
    closeness.style.setProperty("--mt-at", `${value}%`);
    this.closeSaid.value = text;
    this.free.textContent = words[`${ends}_free`];
    this.exact.textContent = words[`${ends}_exact`];
  }
}

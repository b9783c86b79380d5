// What there is after playing: what was there, one thing to try, the notes, and what to do with them.

import { clockSaid, el, fill, freshId } from "./base.js";

/** What is told of one take. `places` are the parts others fill: lanes, timeline, reflection; `act` is what buttons do. */
export class AfterTake {
  constructor(words, lanes, places, act) {
    Object.assign(this, { words, lanes, places, act, take: null });
    this.heading = el("h4", { tabindex: -1 }, words.you_played);
    this.body = el("div", {});
    this.node = el("section", { class: "mt-after", hidden: true, "aria-label": words.you_played });
  }

  hide() {
    this.node.hidden = true;
    this.take = null;
  }

  /** Show a take: rows of both players, bars, what was heard in it, and what could be tried. */
  tell(told) {
    const { words } = this;
    this.take = told;
    this.lanes.call(told.other, told.settings.together);
    this.lanes.show(told.mine, told.partner, told.marks);
    this.notation = el("div", { class: "mt-notation", role: "status" }, el("p", { class: "mt-soft" }, words.engraving));
    this.keepButton = el("button", { type: "button", class: "mt-main", onclick: () => this.act.keep(told.id, !told.kept) });
    this.showKept(told.kept);
    const played = told.mine.length + told.partner.length > 0;
    this.node.replaceChildren(...[this.heading, this.places.lanes,
      played && this.listening(),
      el("h4", {}, words.what_was_there),
      el("ul", { class: "mt-strengths", "data-scan": "" }, ...told.strengths.map((one) => this.observation(one))),
      el("h4", {}, words.one_thing),
      el("div", { class: "mt-next", "data-scan": "" }, el("p", {}, told.next.text), told.next.setup && el("button", { type: "button", onclick: () => this.act.setUp(told.next.setup) }, words.set_up)),
      played && el("h4", {}, words.notation), played && this.notation,
      played && el("div", { class: "mt-row", "data-scan": "" }, this.keepButton, ...["midi", "musicxml", "wav", "flac"].map((format) =>
        el("button", { type: "button", onclick: () => this.act.fetch(told.id, format) }, words[`file_${format}`]))),
      this.places.timeline,
      this.places.reflection,
      this.again(told),
    ].filter(Boolean));
    this.node.hidden = false;
  }

  /** Put the engraved notation in its place. */
  engrave({ take, svg, label, more, said }) {
    if (take !== this.take?.id || !this.notation) return;
    if (!svg) {
      this.notation.replaceChildren(el("p", { class: "mt-soft" }, said ?? this.words.no_notation));
      return;
    }
    const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const drawn = document.importNode(picture, true);
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", label);
    this.notation.removeAttribute("role");
    this.notation.replaceChildren(el("div", { class: "mt-notation-scroll", tabindex: 0, role: "group", "aria-label": this.words.notation_scroll }, drawn),
      ...(more ? [el("p", { class: "mt-soft" }, more)] : []));
  }

  showKept(kept) {
    if (this.take) this.take.kept = kept;
    this.keepButton?.replaceChildren(kept ? this.words.kept : this.words.keep);
    this.keepButton?.setAttribute("aria-pressed", String(kept));
  }

  listening() {
    const { words, act } = this;
    const button = (who, text) => el("button", { type: "button", onclick: () => act.listen(who, null) }, text);
    return el("div", { class: "mt-row", role: "group", "aria-label": words.listen_again, "data-scan": "" },
      el("span", { class: "mt-row-name", "aria-hidden": "true" }, words.listen_again),
      ...this.heard().map(([who, text]) => button(who, text)),
      el("button", { type: "button", class: "mt-plain", onclick: () => act.hush() }, words.stop_listening));
  }

  /** Who can be heard again: all of it, and each alone where there is more than one. */
  heard() {
    const { words } = this;
    const { backing, settings } = this.take;
    const alone = [["mine", words.me], settings.together && ["partner", this.take.other.partner], backing && ["backing", words.the_backing]].filter(Boolean);
    const all = ["both", backing ? words.all_of_it : settings.together ? words.both : words.me];
    return alone.length > 1 ? [all, ...alone] : [all];
  }

  observation({ text, bars, span }) {
    return el("li", {}, el("p", {}, text), span && el("button", { type: "button", class: "mt-bars", onclick: () => {
      this.lanes.mark(span);
      this.act.listen("both", span);
    } }, this.hearPlace(bars, span)));
  }

  /** "Hear bars 3–4", or by the clock where there is no steady pulse. */
  hearPlace(bars, [start, end]) {
    const { words } = this;
    if (!bars) return fill(words.hear_from, { from: clockSaid(start), to: clockSaid(Math.max(end, start + 1)) });
    return bars[0] === bars[1] ? fill(words.bar, { bar: bars[0] }) : fill(words.bars, { from: bars[0], to: bars[1] });
  }

  /** Changes to choose from, each one thing: a press sets it up. */
  again({ again }) {
    const { words, act } = this;
    if (!again.length) return null;
    const id = freshId("again");
    return el("div", { role: "group", "aria-labelledby": id, class: "mt-again", "data-scan": "" }, el("h4", { id }, words.again),
      el("div", { class: "mt-row" }, ...again.map(({ name, setup }) => el("button", { type: "button", onclick: () => act.setUp(setup) }, words[`again_${name}`]))));
  }
}

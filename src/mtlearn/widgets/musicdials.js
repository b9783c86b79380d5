// The tempo, and the choices about the music to play over: style, strength, and who plays in it.

import { el, fill } from "./base.js";

const musicDialsWait = 150;

/**
 * A fold of choices, made of a Dials' own fields. They can be changed while playing and count from the next bar.
 * `fetch(style)` makes a style's voices ready before it is asked for.
 */
export class MusicDials {
  constructor(dials, words, view, fetch) {
    Object.assign(this, { dials, words, fetch, about: view.choices.about, metres: new Set(view.choices.metres) });
    this.aboutSaid = el("p", { class: "mt-soft mt-wide mt-music-about" });
    this.tempoSaid = el("p", { class: "mt-soft mt-wide" });
    const style = dials.select("backing", words.backing, view.choices.backings, (value) => this.chooseStyle(value));
    this.tempo = dials.range("tempo", words.tempo, view.choices.tempi, (value) => fill(words.tempo_said, { count: value }), musicDialsWait);
    this.level = dials.range("level", words.level, view.choices.levels, (value) => words[value < 55 ? "level_1" : value < 85 ? "level_2" : "level_3"], musicDialsWait);
    this.countIn = dials.check("count_in", words.count_in);
    this.parts = el("fieldset", { class: "mt-wide mt-parts" }, el("legend", {}, words.who_plays),
      ...["bass", "chords", "drums"].map((part) => dials.check(part, words[`part_${part}`])));
    this.node = dials.fold(words.music, [this.tempo, this.tempoSaid, style, this.level, this.countIn, this.parts, this.aboutSaid]);
    this.node.classList.add("mt-music");
    this.node.open = view.choices.over;
  }

  async chooseStyle(style) {
    this.wanted = style;
    this.follow(style);
    await this.fetch(style);
    if (this.wanted === style) this.dials.set("backing", style);
  }

  /** Show what can be chosen for a style, and what it is like. */
  follow(style) {
    this.level.hidden = style === "none";
    this.countIn.hidden = this.parts.hidden = !this.metres.has(style);
    this.aboutSaid.replaceChildren(this.about[style] ?? "");
  }

  /** Say whose the tempo is. */
  tellTempo(said) {
    this.tempoSaid.replaceChildren(said);
    this.tempoSaid.hidden = !said;
  }
}

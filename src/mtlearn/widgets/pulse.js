// Where the music to play over is: bar, beat and chord, shown when they are heard.

import { el, fill } from "./base.js";

const pulseBefore = 4;

/**
 * A row that follows `heard()`, seconds of the take that come out of the loudspeaker just now, through `bars()`:
 * `{ start, length, beats, chords, count }`, count 0 counting in. It says nothing by itself to a screen reader;
 * its button does, when asked.
 */
export class Pulse {
  constructor(words, { bars, heard, say }) {
    Object.assign(this, { words, bars, heard, say, shown: "", seen: null, running: null });
    this.place = el("span", { class: "mt-pulse-place" });
    this.dots = el("span", { class: "mt-pulse-dots" });
    this.chord = el("span", { class: "mt-pulse-chord" });
    this.next = el("span", { class: "mt-pulse-next" });
    this.node = el("div", { class: "mt-pulse", hidden: true },
      el("div", { class: "mt-pulse-face", "aria-hidden": "true" }, this.dots, this.place, this.chord, this.next),
      el("button", { type: "button", class: "mt-plain", onclick: () => this.say(this.told()) }, words.where_are_we));
  }

  begin() {
    const mine = (this.running = {});
    const frame = () => {
      if (this.running !== mine) return;
      this.look();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  end() {
    this.running = null;
    this.node.hidden = true;
    this.shown = "";
  }

  /** Say which bar, which beat and which chord are heard now, and which chord comes next. */
  at(time) {
    const bars = this.bars();
    const bar = bars.findLast((one) => one.start <= time) ?? bars[0];
    if (!bar || !bar.beats.length || time >= bar.start + bar.length || time < bar.start - pulseBefore) return null;
    const into = time - bar.start;
    const beat = bar.beats.findLastIndex((one) => one <= into + 1e-6);
    const following = bars[bars.indexOf(bar) + 1];
    const chords = [...bar.chords, ...(following?.chords ?? []).map(([at, name]) => [at + bar.length, name])];
    const now = chords.findLastIndex(([at]) => at <= into + 1e-6);
    return { bar, beat, chord: chords[now]?.[1] ?? "", next: chords.slice(now + 1).find(([, name]) => name !== chords[now]?.[1])?.[1] ?? "" };
  }

  look() {
    const found = this.at(this.heard());
    this.node.hidden = !found;
    const shown = found ? `${found.bar.start} ${found.beat} ${found.chord} ${found.next}` : "";
    if (shown === this.shown) return;
    this.shown = shown;
    if (!found) return;
    const { words } = this;
    const { bar, beat, chord, next } = found;
    this.seen = { count: bar.count, beat, due: bar.start + (bar.beats[beat] ?? 0), at: performance.now() / 1000 };
    this.place.textContent = beat < 0 ? "" : bar.count ? fill(words.pulse_place, { bar: bar.count, beat: beat + 1 }) : fill(words.pulse_count, { beat: beat + 1 });
    this.chord.textContent = chord;
    this.next.textContent = next ? fill(words.pulse_next, { chord: next }) : "";
    if (this.dots.childElementCount !== bar.beats.length) this.dots.replaceChildren(...bar.beats.map(() => el("i", {})));
    [...this.dots.children].forEach((dot, index) => dot.classList.toggle("mt-is-now", index === beat));
  }

  told() {
    const found = this.at(this.heard());
    const { words } = this;
    if (!found || found.beat < 0) return words.pulse_none;
    if (!found.bar.count) return fill(words.pulse_count, { beat: found.beat + 1 });
    const where = fill(words.pulse_told, { bar: found.bar.count, beat: found.beat + 1, beats: found.bar.beats.length });
    const chord = found.chord ? fill(words.pulse_chord_told, { chord: found.chord }) : "";
    const next = found.chord && found.next ? fill(words.pulse_next_told, { chord: found.next }) : "";
    return [where, chord, next].filter(Boolean).join(" ");
  }
}

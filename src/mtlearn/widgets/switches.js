// Playing with one key or two: the light wanders (or is moved), and a press plays the pad it is on.

import { el } from "./base.js";
import { Wander } from "./wander.js";

/**
 * Two big buttons under the pads while a take is played. With one switch the light moves by itself, past every pad, what
 * `more()` there is to press while playing, and Stop; with two, Space (or the first button) moves it and Enter (or the second) plays. While nothing is
 * played `scan` goes over all there is, Start first, so that one key is enough from beginning to end and once more.
 */
export class Switches {
  constructor(words, pads, scan, { playing, stop, ended, more = () => [] }) {
    Object.assign(this, { words, pads, scan, playing, stop, more, at: 0, count: 0, pace: 1.5, scanned: "" });
    this.wander = new Wander(() => this.at, () => this.move(), ended);
    this.next = el("button", { type: "button", class: "mt-switch" }, words.next_pad);
    this.press = el("button", { type: "button", class: "mt-switch mt-main" }, words.play);
    this.stopMark = el("span", { class: "mt-switch-stop", "aria-hidden": "true" }, words.stop);
    this.node = el("div", { class: "mt-switches", hidden: true }, this.next, this.press, this.stopMark);
    this.listen(ended);
  }

  /** Take up `count` switches (0, 1 or 2), moving every `pace` seconds. */
  use(count, pace) {
    Object.assign(this, { count, pace });
    this.next.hidden = count !== 2;
    this.refresh();
  }

  /** Follow the take: wander while it is played, else let all there is be scanned. */
  refresh() {
    this.wander.halt();
    const playing = this.playing();
    this.node.hidden = this.count === 0 || !playing;
    this.letScan(playing ? 0 : this.count);
    if (this.node.hidden) {
      this.mark(null);
      return;
    }
    this.at %= this.places.length; // the pads may have become fewer
    this.mark(this.at);
    if (this.count === 1) this.wander.go(this.pace);
  }

  /** Begin or end to scan, where that is not so already: the light is not to jump because a pad was laid anew. */
  letScan(count) {
    const scanned = `${count} ${this.pace}`;
    if (scanned !== this.scanned) this.scan.use(count, this.pace);
    this.scanned = scanned;
  }

  /** Be in hand again once a take is over; says whether there are switches to be. */
  focusAtRest() {
    if (this.count > 0) this.scan.take.focus({ preventScroll: true });
    return this.count > 0;
  }

  get places() {
    return [...this.pads.buttons, ...this.more(), this.stopMark];
  }

  move() {
    this.at = (this.at + 1) % this.places.length;
    this.mark(this.at);
  }

  mark(at) {
    this.places.forEach((place, index) => place.classList.toggle("mt-is-next", index === at));
  }

  /** Press what is lit, or was when the press at `stamp` (milliseconds) was made. */
  act(stamp) {
    const at = this.wander.left(stamp) ?? this.at;
    const pad = this.pads.pads[at];
    const place = this.places[at];
    if (pad) this.pads.strike("switch", pad.pitch, 80, stamp / 1000);
    else if (place !== this.stopMark) place.click();
    else {
      this.at = 0;
      this.stop();
    }
  }

  listen(signal) {
    const down = (event) => {
      event.preventDefault();
      event.currentTarget.focus({ preventScroll: true });
      if (event.currentTarget === this.next) this.move();
      else this.act(event.timeStamp);
    };
    for (const button of [this.next, this.press]) button.addEventListener("pointerdown", down, { signal });
    const letGo = (event) => this.pads.release("switch", event.timeStamp / 1000);
    document.addEventListener("pointerup", letGo, { signal });
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (this.count === 2 && event.key === " ") this.move();
      else this.act(event.timeStamp);
    }, { signal });
    this.node.addEventListener("keyup", (event) => {
      event.preventDefault();
      letGo(event);
    }, { signal });
    this.node.addEventListener("click", (event) => {
      if (event.detail !== 0 || !event.target.closest("button")) return;
      if (event.target === this.next) this.move();
      else this.act(event.timeStamp);
      setTimeout(() => this.pads.release("switch"), 300);
    }, { signal });
  }
}

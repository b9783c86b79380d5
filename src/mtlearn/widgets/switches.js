// Playing with one key or two: the light wanders (or is moved), and a press plays the pad it is on.

import { el } from "./base.js";

/**
 * Two big buttons under the pads. With one switch the light moves by itself, past every pad and then past
 * Stop; with two, Space (or the first button) moves it and Enter (or the second) plays. `start` and `stop`
 * begin and end the take, so that one key is enough from beginning to end.
 */
export class Switches {
  constructor(words, pads, { playing, start, stop, ended }) {
    Object.assign(this, { words, pads, playing, start, stop, at: 0, count: 0, pace: 1.5, timer: 0, pressed: 0 });
    this.next = el("button", { type: "button", class: "mt-switch" }, words.next_pad);
    this.press = el("button", { type: "button", class: "mt-switch mt-main" }, words.start);
    this.stopMark = el("span", { class: "mt-switch-stop", "aria-hidden": "true" }, words.stop);
    this.node = el("div", { class: "mt-switches", hidden: true }, this.next, this.press, this.stopMark);
    this.listen(ended);
  }

  /** Take up `count` switches (0, 1 or 2), moving every `pace` seconds. */
  use(count, pace) {
    Object.assign(this, { count, pace });
    this.node.hidden = count === 0;
    this.next.hidden = count !== 2;
    this.refresh();
  }

  /** Follow the take: wander while it is played, rest otherwise. */
  refresh() {
    clearInterval(this.timer);
    const playing = this.playing();
    this.press.textContent = playing ? this.words.play : this.words.start;
    this.stopMark.hidden = !playing || this.count === 0;
    if (this.count === 0 || !playing) {
      this.mark(null);
      return;
    }
    this.mark(this.at);
    if (this.count === 1) this.timer = setInterval(() => this.move(), this.pace * 1000);
  }

  move() {
    this.at = (this.at + 1) % (this.pads.buttons.length + 1);
    this.mark(this.at);
  }

  mark(at) {
    this.pads.buttons.forEach((button, index) => button.classList.toggle("mt-is-next", index === at));
    this.stopMark.classList.toggle("mt-is-next", at === this.pads.buttons.length);
  }

  act(stamp) {
    if (!this.playing()) {
      this.start();
      return;
    }
    const pad = this.pads.pads[this.at];
    if (pad) this.pads.strike("switch", pad.pitch, 80, stamp);
    else {
      this.at = 0;
      this.stop();
    }
  }

  listen(signal) {
    const down = (event) => {
      event.preventDefault();
      event.currentTarget.focus({ preventScroll: true });
      if (event.currentTarget === this.next) this.playing() ? this.move() : this.start();
      else this.act(event.timeStamp / 1000);
    };
    for (const button of [this.next, this.press]) button.addEventListener("pointerdown", down, { signal });
    const letGo = (event) => this.pads.release("switch", event.timeStamp / 1000);
    document.addEventListener("pointerup", letGo, { signal });
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (this.count === 2 && event.key === " ") this.playing() ? this.move() : this.start();
      else this.act(event.timeStamp / 1000);
    }, { signal });
    this.node.addEventListener("keyup", (event) => {
      event.preventDefault();
      letGo(event);
    }, { signal });
    this.node.addEventListener("click", (event) => {
      if (event.detail !== 0 || !event.target.closest("button")) return;
      if (event.target === this.next && this.playing()) this.move();
      else this.act(event.timeStamp / 1000);
      setTimeout(() => this.pads.release("switch"), 300);
    }, { signal });
    signal.addEventListener("abort", () => clearInterval(this.timer));
  }
}

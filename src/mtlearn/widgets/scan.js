// All controls of an exercise with one key or two: the light goes round among groups, then among what is in one.

import { el } from "./base.js";
import { Wander } from "./wander.js";

const scanAll = "button:not([disabled]), select:not([disabled]), input:not([disabled]):not([type=text]), summary, a[href]";
const scanApart = 3;

/**
 * Two big buttons that stay in reach. With one switch the light moves by itself every `pace` seconds; with two, the first
 * button (or Space) moves it and the second (or Enter) takes. Groups are the elements with `data-scan` in `node`; the one
 * called "now" comes first. While there is something to stop, what `stop()` gives is never more than a few steps away.
 * The light moves by itself only while focus is on these buttons: of all exercises of a page one is scanned at a time.
 */
export class Scan {
  constructor(words, node, stop, ended) {
    Object.assign(this, { words, within: node, stop, count: 0, pace: 1.5, at: 0, inside: null, lit: null });
    this.wander = new Wander(() => this.place(), () => this.wandered(), ended);
    this.move = el("button", { type: "button", class: "mt-switch", onpointerdown: (event) => this.pressed(event, () => this.step()) }, words.scan_next);
    this.take = el("button", { type: "button", class: "mt-switch mt-main", onpointerdown: (event) => this.pressed(event, () => this.act(event.timeStamp)) }, words.scan_take);
    this.said = el("p", { class: "mt-hidden", role: "status" });
    this.node = el("div", { class: "mt-switches mt-scan", role: "group", "aria-label": words.scan_name, hidden: true }, this.move, this.take, this.said);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (this.count === 2 && event.key === " ") this.step();
      else this.act(event.timeStamp);
    }, { signal: ended });
    this.node.addEventListener("keyup", (event) => event.key === " " && event.preventDefault(), { signal: ended });
    this.node.addEventListener("click", (event) => {
      if (event.detail !== 0) return; // a finger or mouse was heard already
      if (event.target === this.move) this.step();
      else if (event.target === this.take) this.act(event.timeStamp);
    }, { signal: ended });
  }

  place() {
    return { lit: this.lit, inside: this.inside, at: this.at };
  }

  wandered() {
    if (this.node.matches(":focus-within")) this.step();
  }

  pressed(event, act) {
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    act();
  }

  use(count, pace) {
    Object.assign(this, { count: Number(count), pace: Number(pace) });
    this.node.hidden = this.count === 0;
    this.move.hidden = this.count !== 2;
    this.wander.halt();
    if (this.count === 1) this.wander.go(this.pace);
    if (this.count === 0) this.light(null);
    else this.home();
  }

  groups() {
    const found = [...this.within.querySelectorAll("[data-scan]")].filter((one) => this.controls(one).length);
    return found.sort((one, other) => (other.dataset.scan === "now") - (one.dataset.scan === "now"));
  }

  controls(group) {
    return [...group.querySelectorAll(scanAll)].filter((one) => one.checkVisibility() && one.closest("[data-scan]") === group);
  }

  /** Put the stop button between, where there is something to stop. */
  withStop(row) {
    const stop = this.stop();
    if (!stop) return row;
    return row.filter((one) => one !== stop).flatMap((one, at) => (at % scanApart === 0 ? [stop, one] : [one]));
  }

  /** Begin again with the controls that matter now. */
  home() {
    this.inside = this.groups()[0] ?? null;
    this.at = -1;
    if (this.count === 2) this.step();
  }

  step() {
    const row = this.withStop(this.inside ? this.controls(this.inside) : this.groups());
    this.at += 1;
    if (this.at >= row.length) {
      // Once round a group without a press: out among the groups again.
      this.at = 0;
      if (this.inside) {
        const groups = this.withStop(this.groups());
        this.at = (groups.indexOf(this.inside) + 1) % Math.max(1, groups.length);
        this.inside = null;
        this.light(groups[this.at] ?? null);
        return;
      }
    }
    this.light(row[this.at] ?? null);
  }

  /** Take what is lit, or was when the press at `stamp` (milliseconds) was made; the light then stays its whole time. */
  act(stamp) {
    const left = this.wander.left(stamp);
    if (left?.lit?.isConnected) {
      Object.assign(this, { inside: left.inside, at: left.at });
      this.light(left.lit);
    }
    this.choose();
    if (this.count === 1) this.wander.go(this.pace);
  }

  choose() {
    if (!this.lit) return this.step();
    if (this.lit === this.stop()) {
      this.lit.click();
      return this.home();
    }
    if (!this.inside) {
      this.inside = this.lit;
      this.at = -1;
      return this.step();
    }
    const one = this.lit;
    if (one.matches("select")) {
      one.selectedIndex = (one.selectedIndex + 1) % one.options.length;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (one.matches("input[type=range]")) {
      const part = (one.max - one.min) / 10;
      one.value = Number(one.value) + part > Number(one.max) ? one.min : Number(one.value) + part;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    } else one.click();
    if (!one.isConnected || one.disabled) this.home();
    return undefined;
  }

  light(one) {
    this.lit?.classList.remove("mt-is-next");
    this.lit = one;
    if (!one) return;
    one.classList.add("mt-is-next");
    one.scrollIntoView({ block: "nearest" });
    this.said.textContent = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.querySelector("h4, legend")?.textContent ?? one.textContent.slice(0, 60);
  }
}

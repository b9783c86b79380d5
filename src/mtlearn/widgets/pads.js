// The instrument: pads in a scale, struck by whatever reaches them, and lit for every note that sounds.

import { el, fill } from "./base.js";

const padsSoftest = 34;
const padsStrongest = 118;

/**
 * Pads from the lowest to the highest. Whoever strikes (a finger, a key, a switch) is a `source`, so that
 * several may strike at once and each lets go of its own. Every change is told to
 * `played({ sounding, pitch, velocity, stamp })`, `stamp` in seconds of performance.now().
 */
export class Pads {
  constructor(words, played, signal) {
    this.words = words;
    this.played = played;
    this.held = new Map();
    this.lit = new Map();
    this.node = el("div", { class: "mt-pads", role: "group", "aria-label": words.pads });
    this.buttons = [];
    this.listenToPointers(signal);
    this.listenToFocus(signal);
  }

  /** Lay out one pad for each of `pads` ({ pitch, label, ground }): tones from the lowest on, or drums. */
  lay(pads, drums = false) {
    this.releaseAll();
    Object.assign(this, { pads, drums });
    this.node.classList.toggle("mt-drums", drums);
    this.node.setAttribute("aria-label", drums ? this.words.drum_pads : this.words.pads);
    this.lit.clear();
    this.buttons = pads.map((pad, index) => el("button", {
      type: "button", class: pad.ground ? "mt-pad mt-ground" : "mt-pad", "data-pitch": pad.pitch,
      tabindex: index === 0 ? 0 : -1, "aria-label": this.nameOf(pad, index),
    },
    el("span", { class: "mt-pad-name", "aria-hidden": "true" }, pad.label),
    el("kbd", { class: "mt-pad-key", "aria-hidden": "true" })));
    const rows = pads.length > 10 ? 3 : 2;
    this.node.style.setProperty("--mt-pads", pads.length);
    this.node.style.setProperty("--mt-pads-narrow", Math.ceil(pads.length / rows));
    this.node.replaceChildren(...this.buttons);
  }

  nameOf(pad, index) {
    if (this.drums) return fill(this.words.drum_pad, { note: pad.label, number: index + 1 });
    const where = index === 0 ? this.words.lowest : index === this.pads.length - 1 ? this.words.highest : "";
    const name = fill(this.words.pad, { note: pad.label, number: index + 1 });
    return [name, pad.ground ? this.words.ground : "", where].filter(Boolean).join(", ");
  }

  /** Write on each pad the computer key that plays it. */
  showKeys(labels) {
    this.buttons.forEach((button, index) => {
      button.lastElementChild.textContent = labels[index] ?? "";
    });
  }

  strike(source, pitch, velocity, stamp) {
    if (this.held.get(source) === pitch) return;
    this.release(source, stamp);
    if ([...this.held.values()].includes(pitch)) this.played({ sounding: false, pitch, velocity: 0, stamp });
    this.held.set(source, pitch);
    this.light("mine", pitch, true);
    this.played({ sounding: true, pitch, velocity, stamp });
  }

  release(source, stamp) {
    const pitch = this.held.get(source);
    if (pitch === undefined) return;
    this.held.delete(source);
    if ([...this.held.values()].includes(pitch)) return;
    this.light("mine", pitch, false);
    this.played({ sounding: false, pitch, velocity: 0, stamp });
  }

  releaseAll(stamp = performance.now() / 1000) {
    for (const source of [...this.held.keys()]) this.release(source, stamp);
  }

  /** Light the pad of a pitch for `who` ("mine" or "partner"); pitches without a pad light the nearest octave. */
  light(who, pitch, on) {
    const name = `${who}-${pitch}`;
    const count = Math.max(0, (this.lit.get(name) ?? 0) + (on ? 1 : -1));
    this.lit.set(name, who === "mine" ? Number(on) : count);
    const button = this.buttonOf(pitch);
    button?.classList.toggle(who === "mine" ? "mt-is-mine" : "mt-is-partner", this.lit.get(name) > 0);
  }

  darken() {
    this.lit.clear();
    for (const button of this.buttons) button.classList.remove("mt-is-mine", "mt-is-partner");
  }

  buttonOf(pitch) {
    const exact = this.buttons.find((one) => Number(one.dataset.pitch) === pitch);
    if (exact || this.drums) return exact;
    const same = this.buttons.filter((one) => (Number(one.dataset.pitch) - pitch) % 12 === 0);
    const distance = (one) => Math.abs(Number(one.dataset.pitch) - pitch);
    return same.sort((one, other) => distance(one) - distance(other))[0];
  }

  /** The pitch of the scale nearest to any pitch, in whatever octave. */
  inScale(pitch) {
    if (this.drums) return this.pads.some((pad) => pad.pitch === pitch) ? pitch : this.pads[pitch % this.pads.length].pitch;
    const classes = new Set(this.pads.map((pad) => pad.pitch % 12));
    for (let away = 0; away < 12; away += 1) {
      if (classes.has((pitch - away + 120) % 12)) return pitch - away;
      if (classes.has((pitch + away) % 12)) return pitch + away;
    }
    return pitch;
  }

  listenToPointers(signal) {
    const padUnder = (event) => {
      const found = document.elementFromPoint(event.clientX, event.clientY)?.closest(".mt-pad");
      return found && this.node.contains(found) ? found : null;
    };
    const down = new Set();
    this.node.addEventListener("pointerdown", (event) => {
      const button = event.target.closest(".mt-pad");
      if (!button || event.button > 0) return;
      if (event.target.hasPointerCapture?.(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
      down.add(event.pointerId);
      button.focus({ preventScroll: true });
      this.strike(`pointer ${event.pointerId}`, Number(button.dataset.pitch), padsVelocity(event, button), event.timeStamp / 1000);
      event.preventDefault();
    }, { signal });
    document.addEventListener("pointermove", (event) => {
      if (!down.has(event.pointerId)) return;
      const button = padUnder(event);
      const source = `pointer ${event.pointerId}`;
      if (!button) this.release(source, event.timeStamp / 1000);
      else this.strike(source, Number(button.dataset.pitch), padsVelocity(event, button), event.timeStamp / 1000);
    }, { signal });
    for (const name of ["pointerup", "pointercancel"]) {
      document.addEventListener(name, (event) => {
        if (down.delete(event.pointerId)) this.release(`pointer ${event.pointerId}`, event.timeStamp / 1000);
      }, { signal });
    }
    this.node.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    this.node.addEventListener("click", (event) => {
      // A click that no finger, mouse or key made: a screen reader, a voice or a switch program pressed the pad.
      const button = event.target.closest(".mt-pad");
      if (!button || event.detail !== 0) return;
      const source = `press ${event.timeStamp}`;
      this.strike(source, Number(button.dataset.pitch), 76, event.timeStamp / 1000);
      setTimeout(() => this.release(source), 350);
    }, { signal });
    const letGo = () => this.releaseAll();
    window.addEventListener("blur", letGo, { signal });
    document.addEventListener("visibilitychange", () => document.hidden && letGo(), { signal });
  }

  /** One stop for Tab; arrows, Home and End move among the pads. */
  listenToFocus(signal) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };
    this.node.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      const from = this.buttons.indexOf(event.target.closest(".mt-pad"));
      if (step === undefined || from < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.buttons[Math.min(this.buttons.length - 1, Math.max(0, from + step))].focus();
    }, { signal });
    this.node.addEventListener("focusin", (event) => {
      for (const button of this.buttons) button.tabIndex = button === event.target ? 0 : -1;
    }, { signal });
  }

  focus() {
    (this.buttons.find((button) => button.tabIndex === 0) ?? this.buttons[0])?.focus();
  }
}

/** How strongly a pad was struck: a pen's pressure where there is one, else how far down the pad. */
function padsVelocity(event, button) {
  if (event.pointerType === "pen" && event.pressure > 0) return Math.round(24 + 98 * event.pressure);
  const box = button.getBoundingClientRect();
  const down = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
  return Math.round(padsSoftest + (padsStrongest - padsSoftest) * down);
}

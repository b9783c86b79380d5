// The MIDI inputs the page sees, in words; and what is played on them. Asked for only when the learner presses the button.

import { el, fill } from "./base.js";

/** A button, a list that follows what is plugged in, and a line that says what was played last. */
export class MidiList {
  /** `played({ on, pitch, velocity, stamp })` hears each note; `nameOf(pitch)` gives its name. */
  constructor(words, { played, nameOf }, signal) {
    Object.assign(this, { words, played, nameOf, signal });
    this.button = el("button", { type: "button", onclick: () => this.connect() }, words.midi_connect);
    this.said = el("p", { role: "status", class: "mt-check-status" });
    this.list = el("ul", { class: "mt-check-list", hidden: true, "aria-label": words.midi_inputs });
    this.node = el("fieldset", { class: "mt-check-part" }, el("legend", {}, words.midi),
      el("p", { class: "mt-soft" }, words.midi_about), el("div", { class: "mt-row" }, this.button), this.list, this.said);
    this.inputs = new Map();
    this.heard = new WeakSet(); // an input that is plugged in again is the one it was
  }

  async connect() {
    const { words } = this;
    if (this.access) return this.look();
    if (!navigator.requestMIDIAccess) return this.say(globalThis.isSecureContext ? words.midi_none : words.midi_insecure);
    this.say(words.midi_looking);
    try {
      this.access = await navigator.requestMIDIAccess();
    } catch (error) {
      const refused = ["NotAllowedError", "SecurityError"].includes(error.name);
      return this.say(refused ? words.midi_refused : words.midi_unready);
    }
    // Added as listeners, not set: an exercise of the same page hears the same inputs.
    this.access.addEventListener?.("statechange", () => this.look(), { signal: this.signal });
    this.look();
  }

  /** Say what is there now; hear each input that is new, and forget those that went. */
  look() {
    const { words } = this;
    const there = [...this.access.inputs.values()].filter((input) => input.state === "connected");
    for (const input of there) {
      if (this.heard.has(input)) continue;
      this.heard.add(input);
      input.addEventListener("midimessage", (event) => this.hear(event, input), { signal: this.signal });
      input.open?.();
    }
    const names = (inputs) => inputs.map((input) => input.name || words.midi_unnamed).join(", ");
    const gone = [...this.inputs.values()].filter((input) => !there.some((one) => one.id === input.id));
    const fresh = there.filter((input) => !this.inputs.has(input.id));
    const first = !this.looked;
    this.looked = true;
    this.inputs = new Map(there.map((input) => [input.id, input]));
    this.list.replaceChildren(...there.map((input) => el("li", {}, input.manufacturer ? `${input.name} (${input.manufacturer})` : names([input]))));
    this.list.hidden = !there.length;
    this.button.textContent = words.midi_again;
    if (gone.length) this.say(fill(words.midi_gone, { names: names(gone) }));
    else if (fresh.length) this.say(fill(words.midi_found, { names: names(fresh) }));
    else if (!there.length) this.say(words.midi_empty);
    else if (!first) this.say(fill(words.midi_found, { names: names(there) }));
  }

  hear({ data, timeStamp }, input) {
    const [status, pitch, velocity] = data;
    const kind = status & 0xf0;
    const on = kind === 0x90 && velocity > 0;
    if (!on && kind !== 0x80 && kind !== 0x90) return;
    this.played({ on, pitch, velocity, stamp: timeStamp / 1000 });
    if (on) this.say(fill(this.words.midi_played, { note: this.nameOf(pitch), velocity, name: input.name || this.words.midi_unnamed }));
  }

  say(sentence) {
    this.said.replaceChildren(sentence);
  }
}

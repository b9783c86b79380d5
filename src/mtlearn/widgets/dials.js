// What a learner may choose: what is about the other stands open, and the rest is folded away.

import { counted, el, fill, freshId } from "./base.js";
import { MusicDials } from "./musicdials.js";
import { OtherDials } from "./otherdials.js";

/** What cannot be changed in the middle of a take; all else can, the music's choices from the next bar on. */
const dialsStill = new Set(["count_in"]);

/** The controls of an exercise. `set(name, value)` is told of each choice; `show(view)` follows the kernel. */
export class Dials {
  constructor(words, view, { set, setWays, connectMidi, fetch }) {
    Object.assign(this, { words, set, setWays, fields: {}, drums: new Set(view.choices.drums) });
    this.ways = { ...view.ways };
    this.other = new OtherDials(this, words, view);
    this.music = new MusicDials(this, words, view, fetch);
    this.partnerSaid = el("p", { class: "mt-soft mt-wide", hidden: true }, words.drums_partner);
    this.sound = this.fold(words.sound_and_scale, [
      this.select("mine", words.voice_mine, view.choices.mine),
      this.select("partner", words.voice_partner, view.choices.partner),
      this.partnerSaid,
      this.select("scale", words.scale, view.choices.scales),
      this.select("tonic", words.tonic, view.choices.tonics),
      this.select("pads", words.pad_count, view.choices.pads.map((count) => [count, count])),
      this.select("length", words.length, view.choices.lengths.map((seconds) =>
        [seconds, seconds ? fill(words.minutes, { count: seconds / 60 }) : words.length_open])),
      this.select("out", words.out, [["browser", words.out_browser], ["card", words.out_card]]),
    ]);
    this.midiSaid = el("p", { class: "mt-soft", role: "status" });
    const midi = el("button", { type: "button", onclick: () => connectMidi((sentence) => this.midiSaid.replaceChildren(sentence)) }, words.midi_connect);
    this.hands = this.fold(words.ways, [
      this.wayOf("touch", words.touch, ["soft", "medium", "strong"].map((name) => [name, words[name]])),
      this.wayOf("switches", words.switches, [[0, words.switches_0], [1, words.switches_1], [2, words.switches_2]]),
      this.wayOf("pace", words.pace, [0.5, 0.8, 1, 1.5, 2, 3, 4].map((seconds) =>
        [seconds, counted(words, "pace_seconds", seconds, { count: seconds.toLocaleString(words.locale) })])),
      this.wayOf("midi", words.midi_map, [["scale", words.midi_scale], ["as-is", words.midi_as_is]]),
      el("div", { class: "mt-wide" }, midi, this.midiSaid),
      el("p", { class: "mt-wide mt-soft" }, words.keys_hint),
      el("p", { class: "mt-wide mt-soft" }, words.switch_hint),
    ]);
    this.show(view);
  }

  show(view) {
    for (const [name, value] of Object.entries({ ...view.settings, out: view.out })) {
      const field = this.fields[name];
      if (!field || field === document.activeElement) continue;
      if (field.type === "checkbox") field.checked = value;
      else field.value = String(value);
      field.tell?.();
    }
    const { settings } = view;
    const drums = this.drums.has(settings.mine);
    this.partnerSaid.hidden = !settings.shares_drums || !settings.together;
    this.fields.partner.parentElement.hidden = settings.shares_drums || !settings.together;
    this.fields.pads.parentElement.hidden = drums;
    this.other.follow(settings);
    this.music.follow(this.fields.backing.value);
    this.music.tellTempo(view.tempo_about);
  }

  /** While a take is played, tones do not become drums, nor drums tones: that is another instrument. */
  lock(playing) {
    for (const name of dialsStill) this.fields[name].disabled = playing;
    const onDrums = this.drums.has(this.fields.mine.value);
    for (const option of this.fields.mine.options) option.disabled = playing && this.drums.has(option.value) !== onDrums;
  }

  fold(title, fields) {
    return el("details", { class: "mt-fold" }, el("summary", {}, title), el("div", { class: "mt-fields" }, ...fields));
  }

  select(name, label, options, chosen = (value) => this.set(name, value)) {
    const field = this.listed(label, options, chosen);
    this.fields[name] = field.lastElementChild;
    return field;
  }

  /** A slider that says its value in words; what it is left at for `wait` ms is what is chosen. */
  range(name, label, [least, most], said, wait) {
    const id = freshId("range");
    let timer = 0;
    const output = el("output", { class: "mt-dial-said", for: id, "aria-hidden": "true" });
    const input = el("input", { type: "range", id, min: least, max: most, step: 1, oninput: () => {
      input.tell();
      clearTimeout(timer);
      timer = setTimeout(() => this.set(name, Number(input.value)), wait);
    } });
    input.tell = () => {
      const text = said(Number(input.value));
      input.setAttribute("aria-valuetext", text);
      input.style.setProperty("--mt-at", `${(100 * (input.value - least)) / (most - least)}%`);
      output.value = text;
    };
    this.fields[name] = input;
    return el("div", { class: "mt-field mt-range" }, el("div", { class: "mt-dial-head" }, el("label", { for: id }, label), output), input);
  }

  wayOf(name, label, options) {
    const field = this.listed(label, options, (value) => {
      this.ways[name] = value;
      this.setWays(this.ways);
    });
    field.lastElementChild.value = String(this.ways[name]);
    return field;
  }

  listed(label, options, chosen) {
    const id = freshId("choice");
    const select = el("select", { id, onchange: () => chosen(options.find(([value]) => String(value) === select.value)[0]) },
      ...options.map(([value, text]) => el("option", { value: String(value) }, String(text))));
    return el("div", { class: "mt-field" }, el("label", { for: id }, label), select);
  }

  check(name, label) {
    const input = el("input", { type: "checkbox", onchange: () => this.set(name, input.checked) });
    this.fields[name] = input;
    return el("label", { class: "mt-field mt-check" }, input, label);
  }
}

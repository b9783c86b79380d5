// The sound check's page: where sound comes from, tones and pads, the volume, how soon it is heard, and MIDI.
import { counted, el, fill, freshId, Questions, root } from "./base.js";
import { recordLoop } from "./loopback.js";
import { MidiList } from "./midi-list.js";
import { Pads } from "./pads.js";
import { Player } from "./player.js";

const checkQuick = 25;
const checkSome = 60;
const checkPresses = 15;
const checkTouch = 85;
const checkGlow = 0.25;

class SoundCheckPage {
  constructor(model, signal) {
    Object.assign(this, { model, signal, words: model.get("words"), sounds: model.get("sounds") });
    this.questions = new Questions((content) => this.model.send(content));
    this.struck = new Map();
    this.pressed = { card: [], browser: [] };
    this.player = null;
    this.measuring = null;
    this.isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
    const { words } = this;
    this.where = el("p", { class: "mt-check-way" }, words.looking);
    this.moved = this.line();
    this.heard = this.line();
    this.looped = this.line();
    this.ways = ["card", "browser"].map((way) => this.way(way));
    this.tones = ["left", "right", "phrase"].map((sound) =>
      el("button", { type: "button", onclick: () => this.listen(sound) }, words[sound]));
    this.tones.push(el("button", { type: "button", onclick: () => this.quiet() }, words.quiet));
    this.noCard = el("p", { class: "mt-soft", hidden: true });
    this.gone = el("p", { class: "mt-soft", hidden: true });
    this.forced = el("p", { class: "mt-soft", hidden: true }, words.forced);
    this.pads = this.makePads();
    this.midi = new MidiList(words, { nameOf: (pitch) => this.sounds.names[pitch], played: (note) => this.fromMidi(note) }, signal);
  }

  line() {
    return el("p", { role: "status", class: "mt-check-status" });
  }

  way(way) {
    const { words } = this;
    const about = freshId("way");
    const input = el("input", {
      type: "radio", name: `mt-way-${this.model.model_id ?? ""}`, "aria-describedby": about, onchange: () => this.choose(way),
    });
    return { way, input, node: el("div", { class: "mt-check-choice" },
      el("label", {}, input, el("span", {}, words[way])), el("p", { class: "mt-soft", id: about }, words[`${way}_about`])) };
  }

  nodes() {
    const { words } = this;
    const part = (legend, ...nodes) => el("fieldset", { class: "mt-check-part" }, el("legend", {}, legend), ...nodes);
    const [card, page] = this.ways;
    return [
      el("h3", {}, words.title),
      this.where,
      part(words.way, card.node, this.outputs(), page.node, this.forced, this.moved),
      part(words.listen, el("div", { class: "mt-row" }, ...this.tones),
        this.pads.node, el("p", { class: "mt-soft" }, words.pads_about), this.heard),
      this.level(),
      part(words.soon, this.soon(), el("p", { class: "mt-soft", id: this.loopAbout = freshId("loop") }, `${words.loop_about} ${this.isLocal ? words.loop_here : words.loop_there}`),
        el("div", { class: "mt-row" }, this.measure = el("button", {
          type: "button", "aria-describedby": this.loopAbout, onclick: () => this.loop(),
        }, words.loop)), this.looped),
      this.midi.node,
      el("details", {}, el("summary", {}, words.nothing_heard),
        el("p", {}, words.nothing_page), el("p", {}, words.nothing_other), this.noCard),
    ];
  }

  /** The sound card's outputs, with a button that looks again: what is plugged in later is not seen by itself. */
  outputs() {
    const { words } = this;
    const id = freshId("device");
    this.device = el("select", { id, onchange: () => {
      this.breakOff();
      this.model.send({ type: "device", device: this.device.value || null });
    } });
    this.again = el("button", { type: "button", onclick: () => this.open(true) }, words.again);
    this.outputsLabel = el("label", { for: id, class: "mt-check-label" }, words.device);
    return el("div", { class: "mt-check-devices" }, this.outputsLabel, el("div", { class: "mt-row" }, this.device, this.again), this.gone);
  }

  level() {
    const { words } = this;
    const id = freshId("volume");
    const about = freshId("volume");
    this.shown = el("output", { for: id });
    this.range = el("input", {
      type: "range", id, min: 0, max: 100, step: 5, "aria-describedby": about,
      oninput: () => this.turn(false), onchange: () => this.turn(true),
    });
    this.volumeLabel = el("label", { for: id, class: "mt-check-label" }, words.volume);
    return el("div", { class: "mt-check-part" }, this.volumeLabel,
      el("div", { class: "mt-row" }, this.range, this.shown), el("p", { class: "mt-soft", id: about }, words.volume_about));
  }

  soon() {
    this.soonOf = { card: el("dd"), browser: el("dd") };
    return el("dl", { class: "mt-check-soon" }, ...["card", "browser"].map((way) =>
      el("div", {}, el("dt", {}, this.words[way]), this.soonOf[way])));
  }

  /** Pads that sound when they are pressed, by whatever presses them, and light when they sound. */
  makePads() {
    const pads = new Pads(this.words, (note) => this.strike(note), this.signal);
    pads.lay(this.sounds.pads.map(([pitch, label]) => ({ pitch, label })));
    pads.showKeys(["1", "2", "3", "4", "5"]);
    const at = (event) => (/^[1-5]$/.test(event.key) ? this.sounds.pads[event.key - 1][0]
      : event.key === " " || event.key === "Enter" ? Number(event.target.closest(".mt-pad").dataset.pitch) : null);
    pads.node.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || at(event) === null) return;
      event.preventDefault();
      if (!event.repeat) pads.strike(`key ${event.code}`, at(event), checkTouch, event.timeStamp / 1000);
    }, { signal: this.signal });
    document.addEventListener("keyup", (event) => {
      if (event.target.closest?.(".mt-pad") && event.key === " ") event.preventDefault();
      pads.release(`key ${event.code}`, event.timeStamp / 1000);
    }, { signal: this.signal });
    return pads;
  }

  open(again = false) {
    this.model.send({ type: "open", again, local: this.isLocal });
  }

  follow() {
    const view = this.model.get("view");
    const { words } = this;
    this.view = view;
    this.where.textContent = !view.out ? words.looking : view.out === "card" ? fill(words.from_card, { device: view.device }) : words.from_page;
    for (const { way, input } of this.ways) {
      input.checked = view.out === way;
      input.disabled = view.forced;
    }
    for (const button of [...this.tones, this.measure]) button.disabled = !view.out;
    this.followOutputs(view);
    this.forced.hidden = !view.forced;
    this.noCard.hidden = !view.no_card;
    this.noCard.textContent = `${words.no_card} ${view.no_card}`;
    this.volumeLabel.textContent = view.out === "card" ? fill(words.volume_card, { device: view.device }) : words.volume_page;
    if (document.activeElement !== this.range || this.way_ !== view.out) this.range.value = view.volume;
    this.way_ = view.out;
    if (view.out === "browser") this.soundAt(view.volume / 100);
    this.showVolume();
    this.showSoon();
  }

  followOutputs(view) {
    const { words } = this;
    const named = (name) => (name === view.device ? fill(words.device_used, { device: name }) : name);
    const system = view.default ? fill(words.device_system, { device: view.default }) : words.device_none;
    const options = [["", system], ...view.devices.map((name) => [name, named(name)])];
    this.device.replaceChildren(...options.map(([value, label]) => el("option", { value }, label)));
    this.device.value = view.chosen ?? "";
    this.device.disabled = !view.devices.length;
    this.gone.hidden = !view.gone;
    this.gone.textContent = view.gone ? fill(words.device_gone, { device: view.gone }) : "";
  }

  showVolume() {
    const said = fill(this.words.percent, { value: this.range.value });
    this.shown.textContent = said;
    this.range.setAttribute("aria-valuetext", said);
  }

  choose(way) {
    this.breakOff();
    this.player?.silence();
    this.model.send({ type: "choose", way });
  }

  /** Where the sound comes from now, and how loud: said whenever it moved, so that no level comes as a surprise. */
  sayMoved() {
    const { out, device, volume } = this.view;
    this.moved.replaceChildren(fill(out === "card" ? this.words.moved_card : this.words.moved_page, { device, value: volume }));
  }

  turn(settled) {
    this.showVolume();
    const value = Number(this.range.value) / 100;
    if (this.view.out === "browser") this.soundAt(value);
    if (settled || this.view.out === "card") this.model.send({ type: "volume", value });
  }

  soundAt(value) {
    globalThis.mtlearnVolume = value;
    this.player?.setVolume(value);
  }

  quiet() {
    this.breakOff();
    this.player?.silence();
    this.model.send({ type: "quiet" });
    this.pads.darken();
    this.say(this.words.quiet_now);
  }

  say(sentence) {
    this.heard.replaceChildren(sentence);
  }

  /** Get the page's own sound ready; from a press only, since browsers want one. Null, and said, where it is not to be had. */
  async wake() {
    this.player ??= Object.assign(new Player((kind, payload) => this.questions.ask(kind, payload)), {
      onTold: (told) => this.words[told] && this.say(this.words[told]),
    });
    const awake = this.player.resume();
    if (!this.ready) this.say(this.words.loading);
    try {
      await this.player.load(this.sounds.channel, this.sounds.voice);
      await awake;
    } catch (error) {
      this.say(this.words[error.told] ?? this.words.sound_voices_gone);
      return null;
    }
    if (this.heard.textContent === this.words.loading) this.say("");
    this.ready = true;
    return this.player;
  }

  /** Let a tone or phrase be heard, light its pads with it, and say so with how soon it came. */
  async listen(sound) {
    if (this.view.out === "card") {
      this.began = performance.now();
      this.model.send({ type: "test", sound });
      return;
    }
    const player = await this.wake();
    if (!player) return;
    const [pan, events] = this.sounds.sounds[sound];
    player.setPan(this.sounds.channel, pan);
    const start = player.now() + 0.02;
    player.play(events, start);
    this.glow(events, 1000 * player.pageTime(start));
    this.count("browser", 1000 * player.latency);
    this.tellPlayed(sound, 1000 * player.latency);
  }

  tellPlayed(sound, ms) {
    this.say(`${this.words[`${sound}_played`]} ${this.soonSaid(ms)}`);
  }

  /** Light the pads of events whose first is heard at `from` (performance.now(), ms). */
  glow(events, from) {
    for (const [time, , pitch, , duration] of events) {
      const wait = Math.max(0, from + 1000 * time - performance.now());
      setTimeout(() => this.pads.light("partner", pitch, true), wait);
      setTimeout(() => this.pads.light("partner", pitch, false), wait + 1000 * Math.max(checkGlow, duration));
    }
  }

  /** A pad was struck or let go: it sounds at once, by the way in use. */
  strike({ sounding, pitch, velocity, stamp }) {
    if (!this.view.out) return;
    if (this.view.out === "card") {
      const id = freshId("press");
      if (sounding) this.struck.set(id, 1000 * stamp);
      this.model.send({ type: "press", id, on: sounding, pitch, velocity });
    } else if (this.ready) this.soundPad(sounding, pitch, velocity, stamp);
    else if (sounding) this.soundFirst(pitch, velocity);
    if (sounding && stamp !== this.midiStamp) this.say(fill(this.words.pad_played, { note: this.sounds.names[pitch] }));
  }

  /** The first press gets the sound ready; of what is pressed meanwhile only the last is heard when it is. */
  async soundFirst(pitch, velocity) {
    this.waiting = pitch;
    const player = await this.wake();
    if (player && this.waiting === pitch) player.play([[0, this.sounds.channel, pitch, velocity, 0.4]], player.now());
    this.waiting = null;
  }

  soundPad(sounding, pitch, velocity, stamp) {
    const { player } = this;
    if (!sounding) return player.noteOff(this.sounds.channel, pitch);
    if (player.isAsleep) player.resume();
    player.setPan(this.sounds.channel, 0);
    player.noteOn(this.sounds.channel, pitch, velocity);
    this.count("browser", performance.now() - 1000 * stamp + 1000 * player.latency);
  }

  /** A note from a keyboard: sounded as it is, on the pad of its name, or the one nearest to it. */
  fromMidi({ on, pitch, velocity, stamp }) {
    this.midiStamp = stamp;
    if (on) this.pads.strike(`midi ${pitch}`, pitch, velocity, stamp);
    else this.pads.release(`midi ${pitch}`, stamp);
    if (!this.pads.buttonOf(pitch)) {
      const near = this.sounds.pads.map(([pad]) => pad).sort((a, b) => Math.abs(a - pitch) - Math.abs(b - pitch))[0];
      this.pads.light("partner", near, on);
    }
  }

  count(way, ms) {
    this.pressed[way] = [...this.pressed[way], ms].slice(-checkPresses);
    this.showSoon();
  }

  soonSaid(latency) {
    const ms = Math.max(1, Math.round(latency));
    return fill(this.words[`latency_${ms <= checkQuick ? "quick" : ms <= checkSome ? "some" : "slow"}`], { ms });
  }

  /** What is known of each way: the middle of what was measured here, and what a microphone heard. */
  showSoon() {
    const { words } = this;
    for (const way of ["card", "browser"]) {
      const all = [...this.pressed[way]].sort((a, b) => a - b);
      const said = [all.length ? this.soonSaid(all[Math.floor(all.length / 2)]) : words.soon_untried];
      const kept = this.view.measured[way];
      if (kept) {
        const day = new Date(1000 * kept.at).toLocaleDateString(words.locale, { day: "numeric", month: "long", year: "numeric" });
        said.push(fill(words.loop_kept, { ms: kept.ms, spread: kept.spread, day }));
      }
      this.soonOf[way].replaceChildren(...said.map((sentence) => el("p", {}, sentence)));
    }
  }

  /** Measure out and in again with a microphone; the button breaks it off while it lasts. */
  async loop() {
    if (this.measuring) {
      this.breakOff();
      return;
    }
    const { words } = this;
    const measuring = this.measuring = new AbortController();
    this.measure.textContent = words.loop_stop;
    this.looped.replaceChildren(words.loop_opening);
    if (this.view.out === "card") {
      this.model.send({ type: "measure" });
      return;
    }
    try {
      const player = await this.wake();
      if (!player) throw new Error("no sound");
      player.setPan(this.sounds.channel, 0);
      const { frames, ...told } = await recordLoop(player, this.sounds.pattern, this.sounds.lasts,
        AbortSignal.any([this.signal, measuring.signal]), () => this.looped.replaceChildren(words.loop_listening));
      this.looped.replaceChildren(words.loop_reckoning);
      this.model.send({ type: "recording", ...told }, undefined, [frames.buffer]);
    } catch (error) {
      this.measured(words[error.key] ?? words.loop_nothing);
    }
  }

  /** End a measurement, if there is one: the microphone closes, and what is left of the pattern falls silent. */
  breakOff() {
    if (!this.measuring) return;
    this.measuring.abort();
    this.model.send({ type: "stop" });
  }

  measured(said) {
    this.measuring = null;
    this.measure.textContent = this.words.loop;
    this.looped.replaceChildren(said);
  }

  hear(content, buffers) {
    const heard = {
      voice: () => {
        this.questions.hear(content, buffers);
      },
      settled: () => {
        this.follow();
        if (content.moved) this.sayMoved();
      },
      looked: () => this.moved.replaceChildren(content.count ? counted(this.words, "looked", content.count) : this.words.looked_none),
      played: () => {
        // Half the way there and back, and what the card itself takes.
        const ms = (performance.now() - this.began) / 2 + 1000 * content.latency;
        this.glow(this.sounds.sounds[content.sound][1], this.began + ms + 1000 * content.ahead);
        this.tellPlayed(content.sound, ms);
        if (this.warm) this.count("card", ms);
        this.warm = true; // the first opens the card, which takes a moment that says nothing of the next
      },
      sounded: () => {
        const stamp = this.struck.get(content.id);
        this.struck.delete(content.id);
        if (this.warm && stamp) this.count("card", (performance.now() - stamp) / 2 + 1000 * content.latency);
        this.warm = true;
      },
      measuring: () => this.looped.replaceChildren(this.words.loop_listening),
      measured: () => this.measured(content.said),
    };
    heard[content.type]?.();
  }
}

export default {
  render({ model, el: node }) {
    const leaving = new AbortController();
    const page = new SoundCheckPage(model, leaving.signal);
    root(model, node, "soundcheck").append(el("div", { class: "mt-card" }, ...page.nodes()));
    const follow = () => page.follow();
    const hear = (content, buffers) => page.hear(content, buffers);
    model.on("change:view", follow);
    model.on("msg:custom", hear);
    follow();
    page.open();
    return () => {
      leaving.abort();
      page.player?.silence();
      page.player?.dispose?.();
      model.send({ type: "stop" });
      model.off("change:view", follow);
      model.off("msg:custom", hear);
    };
  },
};

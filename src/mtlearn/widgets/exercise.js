// Playing together: the pads, the partner, the lanes; and what was played, afterwards.

import { el, fill, root } from "./base.js";
import { Player } from "./player.js";
import { Pads } from "./pads.js";
import { listenToKeys, keyLabels } from "./keys.js";
import { Switches } from "./switches.js";
import { connectMidi } from "./midi-in.js";
import { Lanes } from "./lanes.js";
import { Dials } from "./dials.js";
import { AfterTake, SavedTakes } from "./aftertake.js";
import { Ledger } from "./ledger.js";

const exerciseDrone = 46;
const exerciseNow = () => performance.now() / 1000;

class Exercise {
  constructor(model, ended) {
    Object.assign(this, { model, ended, words: model.get("words"), view: model.get("view"), state: "ready", zero: 0, asked: new Map(), timers: new Set(), player: null, moved: null });
    const { words, view } = this;
    this.pads = new Pads(words, (move) => this.play(move), ended);
    this.lanes = new Lanes(words, view.names);
    this.afterLanes = new Lanes(words, view.names);
    this.status = el("p", { class: "mt-status", role: "status" }, words.ready);
    this.startButton = el("button", { type: "button", class: "mt-main mt-start", onclick: () => this.start() }, words.start);
    this.stopButton = el("button", { type: "button", class: "mt-stop", disabled: true, onclick: () => this.stop() }, words.stop);
    this.panicButton = el("button", { type: "button", class: "mt-panic", onclick: () => this.panic() }, words.panic);
    this.switches = new Switches(words, this.pads, { playing: () => this.state === "playing", start: () => this.start(), stop: () => this.stop(), ended });
    this.dials = new Dials(words, view, {
      set: (name, value) => this.send("set", { name, value }),
      setWays: (ways) => {
        this.send("ways", { ways });
        this.useWays();
      },
      connectMidi: (say) => connectMidi(words, this.pads, () => this.dials.ways, say, ended),
    });
    const act = {
      listen: (who, span) => this.listen(who, span),
      hush: () => this.hush(),
      keep: (take, kept) => this.send("keep", { take, kept }),
      open: (take) => this.send("open", { take, width: this.stage.clientWidth }),
      fetch: (take, format) => this.fetch(take, format),
      setUp: (setup) => this.setUp(setup),
    };
    this.after = new AfterTake(words, this.afterLanes, act);
    this.saved = new SavedTakes(words, act);
    this.unfinished = el("div", { class: "mt-unfinished" });
    this.lanesPlace = el("div", { class: "mt-live" }, this.lanes.node);
    this.stage = el("div", { class: "mt-card mt-stage" },
      el("div", { class: "mt-row mt-controls" }, this.startButton, this.stopButton, this.panicButton),
      this.status, this.pads.node, el("p", { class: "mt-soft mt-hint" }, words.pads_hint, " ", el("span", { class: "mt-keys-hint" }, words.keys_short)),
      this.switches.node, this.dials.dial, this.lanesPlace, this.dials.sound, this.dials.hands);
    this.node = el("div", {}, el("h3", {}, words.title), el("p", {}, words.aim), this.unfinished, this.stage,
      this.after.node, this.afterPlace(), this.saved.node, el("p", { class: "mt-soft mt-boundary" }, words.boundary));
    listenToKeys(this.stage, this.pads, () => this.dials.ways, ended);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || (this.state === "ready" && this.pads.held.size === 0)) return;
      event.preventDefault();
      this.panic();
    }, { signal: ended });
    this.ledger = new Ledger(view.name);
    this.out = view.out;
    this.follow();
  }

  afterPlace() {
    this.afterLanesPlace = el("div", { hidden: true }, this.afterLanes.node);
    return this.afterLanesPlace;
  }

  send(type, content = {}, buffers = undefined) {
    this.model.send({ type, ...content }, undefined, buffers);
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
  }

  /** Take up what the kernel says the exercise looks like now. */
  follow() {
    const view = (this.view = this.model.get("view"));
    const laid = JSON.stringify(view.pads);
    if (laid !== this.laid) {
      this.laid = laid;
      this.pads.lay(view.pads);
      keyLabels(view.pads.length, this.model.get("lang")).then((labels) => this.pads.showKeys(labels));
      this.useWays();
    }
    if (view.out !== this.out && this.state === "ready") this.out = view.out;
    this.dials.show(view);
    this.saved.show(view.saved);
    if (this.after.take) this.after.showKept(view.saved.some((take) => take.id === this.after.take.id));
    this.showUnfinished(view.unfinished);
  }

  useWays() {
    const { switches, pace } = this.dials.ways;
    this.switches.use(Number(switches), Number(pace));
  }

  showUnfinished(take) {
    const { words } = this;
    this.unfinished.replaceChildren(...(take ? [el("div", { class: "mt-card mt-look" },
      el("p", {}, fill(take.count === 1 ? words.unfinished_one : words.unfinished, { count: take.count })),
      el("div", { class: "mt-row" },
        el("button", { type: "button", onclick: () => this.send("open", { take: take.id }) }, words.open_take),
        el("button", { type: "button", onclick: () => this.send("keep", { take: take.id, kept: true }) }, words.keep),
        el("button", { type: "button", class: "mt-plain", onclick: () => this.send("leave", { take: take.id }) }, words.leave)))] : []));
  }

  // Sound

  ask(kind, payload) {
    const id = `${exerciseNow()}-${Math.random()}`;
    return new Promise((answered) => {
      this.asked.set(id, answered);
      this.send(kind, { id, ...payload });
    });
  }

  /** Make ready the voices this page plays, mine first. Called from a press, so that the browser lets sound out. */
  async load(settings = this.view.settings, onProgress = null) {
    this.player ??= new Player((kind, payload) => this.ask(kind, payload));
    const awake = this.player.resume();
    await this.player.load(0, settings.mine, onProgress);
    await this.player.load(1, settings.partner, onProgress);
    await this.player.load(2, "warm-pad", onProgress);
    await awake;
    this.loaded = `${settings.mine} ${settings.partner}`;
  }

  get isLoaded() {
    return this.player !== null && this.loaded === `${this.view.settings.mine} ${this.view.settings.partner}`;
  }

  sound(channel, { sounding, pitch, velocity }, when = 0) {
    if (!this.player) return;
    if (sounding) this.player.noteOn(channel, pitch, velocity, when);
    else this.player.noteOff(channel, pitch, when);
  }

  /** A note of the learner's: heard at once, seen at once, and then told to the kernel. */
  play(move) {
    const playing = this.state === "playing";
    const at = Math.max(0, move.stamp - this.zero);
    if (this.out === "browser") {
      if (this.isLoaded || playing) this.sound(0, move);
      else if (move.sounding) this.firstTouch(move);
    }
    if (playing) {
      this.lanes.move("mine", { ...move, time: at });
      this.ledger.move({ ...move, time: at });
    }
    this.send("play", { on: move.sounding, pitch: move.pitch, velocity: move.velocity, at, loose: !playing });
  }

  async firstTouch(move) {
    this.say(this.words.loading);
    try {
      await this.load();
    } catch {
      this.say(this.words.no_voices);
      return;
    }
    if (this.state === "ready") this.say(this.words.ready);
    this.sound(0, move);
    if (![...this.pads.held.values()].includes(move.pitch)) setTimeout(() => this.sound(0, { ...move, sounding: false }), 400);
  }

  // The take

  async start() {
    if (this.state !== "ready") return;
    this.hush();
    this.state = "starting";
    this.startButton.disabled = true;
    this.say(this.words.loading);
    if (this.out === "browser") {
      try {
        await this.load(this.view.settings, (done, all) => all > 1 && this.say(fill(this.words.loading_part, { done, all })));
      } catch {
        this.say(this.words.no_voices);
      }
    }
    this.send("start");
  }

  hearStarted({ take, out, drone }) {
    if (this.state !== "starting") return;
    this.ledger.begin(take);
    this.out = out;
    this.zero = exerciseNow();
    this.state = "playing";
    this.send("clock", { at: 0 });
    this.pulse = setInterval(() => this.send("clock", { at: exerciseNow() - this.zero }), 1000);
    this.after.hide();
    this.afterLanesPlace.hidden = true;
    this.lanesPlace.hidden = false;
    this.dials.lock(true);
    this.lanes.begin(() => exerciseNow() - this.zero);
    this.drone = drone;
    if (out === "browser") this.soundDrone(true);
    this.node.classList.add("mt-is-playing");
    this.stopButton.disabled = false;
    this.switches.refresh();
    if (this.switches.count > 0) this.switches.press.focus();
    else this.pads.focus();
    this.say(this.moved ?? this.words.playing);
    this.moved = null;
  }

  soundDrone(sounding) {
    for (const pitch of this.drone ?? []) this.sound(2, { sounding, pitch, velocity: exerciseDrone });
  }

  /** The partner's notes: sounded on the audio clock, seen when they sound. */
  hearMoves({ moves }) {
    if (this.state !== "playing") return;
    for (const [time, sounding, pitch, velocity] of moves) {
      const wait = Math.max(0, time - (exerciseNow() - this.zero));
      if (this.out === "browser") this.sound(1, { sounding, pitch, velocity }, wait ? this.player.now() + wait : 0);
      this.lanes.move("partner", { time, sounding, pitch, velocity });
      this.later(wait, () => this.pads.light("partner", pitch, sounding));
    }
  }

  later(seconds, act) {
    if (seconds < 0.005) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, seconds * 1000);
    this.timers.add(timer);
  }

  stop() {
    if (this.state !== "playing") return;
    this.pads.releaseAll();
    this.send("stop", { at: exerciseNow() - this.zero, width: this.stage.clientWidth });
    this.rest(this.words.stopped);
    this.startButton.focus();
  }

  /** The take is over, whoever ended it. */
  rest(sentence) {
    clearInterval(this.pulse);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.state = "ready";
    this.player?.silence();
    this.pads.darken();
    this.lanes.end();
    this.dials.lock(false);
    this.node.classList.remove("mt-is-playing");
    this.startButton.disabled = false;
    this.stopButton.disabled = true;
    this.out = this.view.out;
    this.switches.refresh();
    this.say(sentence);
  }

  panic() {
    this.player?.silence();
    this.send("panic");
    if (this.state === "playing") this.stop();
    else {
      this.pads.releaseAll();
      this.hush();
      if (this.state === "starting") this.rest("");
    }
    this.player?.silence();
    this.say(this.words.quiet);
  }

  hearEnded({ why }) {
    if (this.state !== "playing" && this.state !== "starting") return;
    this.pads.releaseAll();
    const here = this.node.contains(document.activeElement);
    this.rest(this.words[why] ?? this.words.stopped);
    if (here) this.startButton.focus();
  }

  /** Sound moves from the sound card to this page, while playing too. */
  async hearOut({ out, said }) {
    this.out = out;
    this.say(said);
    if (this.state === "starting") this.moved = said;
    if (out !== "browser") return;
    try {
      await this.load();
      if (this.state === "playing") this.soundDrone(true);
    } catch {
      this.say(this.words.no_voices);
    }
  }

  // Afterwards

  hearTold(told) {
    this.ledger.settle(told.id);
    if (this.state !== "ready") return;
    this.after.tell(told);
    const played = told.mine.length + told.partner.length > 0;
    this.lanesPlace.hidden = played;
    this.afterLanesPlace.hidden = !played;
    this.after.heading.after(this.afterLanesPlace);
    if (told.asked) this.after.heading.focus();
  }

  async listen(who, span) {
    const told = this.after.take;
    if (!told || this.state !== "ready") return;
    this.hush();
    const [from, to] = span ?? [0, Infinity];
    const events = [[told.mine, 0, "mine"], [told.partner, 1, "partner"]]
      .filter(([, , name]) => who === "both" || who === name)
      .flatMap(([rows, channel]) => rows.filter(([onset]) => onset >= from - 0.01 && onset < to)
        .map(([onset, duration, pitch, velocity]) => [onset - from, channel, pitch, velocity, duration]));
    if (!span) this.afterLanes.mark(null);
    const length = Math.max(0, ...events.map(([time, , , , duration]) => time + duration));
    if (this.out === "browser") {
      await this.load({ ...this.view.settings, ...told.settings });
      this.player.play(events, this.player.now() + 0.08);
    } else this.send("listen", { take: told.id, who, from, to: Math.min(to, 1e6) });
    this.say(this.words.listening);
    this.followListening(from, length);
  }

  followListening(from, length) {
    const begun = exerciseNow() + 0.08;
    const mine = (this.listening = {});
    const frame = () => {
      if (this.listening !== mine) return;
      const gone = exerciseNow() - begun;
      if (gone > length + 0.2) {
        this.listening = null;
        this.afterLanes.playhead(null);
        this.say(this.words.listened);
        return;
      }
      this.afterLanes.playhead(from + Math.max(0, gone));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  hush() {
    if (!this.listening) return;
    this.listening = null;
    this.afterLanes.playhead(null);
    this.player?.silence();
    this.send("hush");
    this.say(this.words.ready);
  }

  fetch(take, format) {
    this.say(this.words.making_file);
    this.send("fetch", { take, format });
  }

  hearFile({ name, mime }, [bytes]) {
    const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
    const link = el("a", { href: address, download: name, hidden: true });
    this.node.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    this.say(fill(this.words.file_made, { name }));
  }

  setUp(setup) {
    for (const [name, value] of Object.entries(setup)) this.send("set", { name, value });
    this.say(this.words.set_up_done);
    this.stage.scrollIntoView({ block: "start" });
    this.startButton.focus();
  }

  hearVoice(content, buffers) {
    this.asked.get(content.id)?.({ content, buffers });
    this.asked.delete(content.id);
  }

  hear(message, buffers) {
    const name = `hear${message.type.charAt(0).toUpperCase()}${message.type.slice(1)}`;
    this[name]?.(message, buffers);
  }

  hearEngraved(engraved) {
    this.after.engrave(engraved);
  }

  hearRescued({ take }) {
    this.ledger.settle(take);
  }

  hearSaid({ word }) {
    this.say(this.words[word]);
  }

  dispose() {
    if (this.state === "playing") this.stop();
    this.player?.silence();
    this.lanes.dispose();
    this.afterLanes.dispose();
  }
}

export default {
  render({ model, el: node }) {
    const ended = new AbortController();
    const exercise = new Exercise(model, ended.signal);
    root(model, node, "exercise").append(exercise.node);
    node.exercise = exercise; // for a look from the browser's console, and from tests
    const hear = (message, buffers) => exercise.hear(message, buffers);
    const follow = () => exercise.follow();
    model.on("msg:custom", hear);
    model.on("change:view", follow);
    const left = exercise.ledger.left();
    if (left) exercise.send("rescue", left);
    exercise.send("open", { width: node.clientWidth, local: ["localhost", "127.0.0.1", "[::1]", ""].includes(location.hostname) });
    return () => {
      model.off("msg:custom", hear);
      model.off("change:view", follow);
      exercise.dispose();
      ended.abort();
    };
  },
};

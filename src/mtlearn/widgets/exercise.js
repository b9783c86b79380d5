// Playing together: the pads, the partner, the lanes; and what was played, afterwards.

import { el, Questions, root } from "./base.js";
import { PageSound } from "./pagesound.js";
import { Pads } from "./pads.js";
import { listenToKeys, keyLabels } from "./keys.js";
import { Scan } from "./scan.js";
import { Switches } from "./switches.js";
import { connectMidi } from "./midi-in.js";
import { Lanes } from "./lanes.js";
import { Dials } from "./dials.js";
import { Komp } from "./komp.js";
import { Pulse } from "./pulse.js";
import { Hearing } from "./hearing.js";
import { Ledger } from "./ledger.js";
import { Take, takeBegins } from "./take.js";
import { Demo } from "./demo.js";
import { Afterwards } from "./afterwards.js";

class Exercise {
  constructor(model, ended) {
    Object.assign(this, { model, ended, words: model.get("words"), view: model.get("view") });
    this.questions = new Questions(({ type, ...content }) => this.send(type, content));
    const { words, view } = this;
    const say = (sentence) => this.say(sentence);
    const send = (type, content, buffers) => this.send(type, content, buffers);
    this.sound = new PageSound(words, view.out, { ask: (kind, payload) => this.questions.ask(kind, payload), say, settings: () => this.view.settings, under: (style) => this.view.choices.backing_voices[style] ?? [] });
    this.pads = new Pads(words, (move) => this.take.play(move), ended);
    this.lanes = new Lanes(words, view.names);
    this.status = el("p", { class: "mt-status", role: "status" }, words.ready);
    this.makeButtons();
    this.node = el("div", {});
    this.scan = new Scan(words, this.node, () => (this.demo.asked || this.afterwards.isHeard ? this.buttons.panic : null), ended);
    this.switches = new Switches(words, this.pads, this.scan, { playing: () => this.take?.isPlaying ?? false, stop: () => this.take.stop(), ended, more: () => this.dials?.other.offers ?? [] });
    this.dials = new Dials(words, view, {
      set: (name, value) => send("set", { name, value }),
      setWays: (ways) => {
        send("ways", { ways });
        this.useWays();
      },
      connectMidi: (tell) => connectMidi(words, this.pads, () => this.dials.ways, tell, ended),
      fetch: (style) => this.fetchStyle(style),
    });
    this.makeMusic();
    this.hearing = new Hearing(words, say);
    this.ledger = new Ledger(view.name);
    const { pads, lanes, dials, switches, ledger, sound, komp, pulse, hearing, buttons } = this;
    this.take = new Take(words, { pads, lanes, dials, switches, ledger, sound, komp, pulse, hearing, buttons }, {
      send, say, view: () => this.view, width: () => this.stage.clientWidth, begun: () => this.showPlaying(), rested: () => this.showResting(),
    });
    this.take.giveWay(ended);
    this.demo = new Demo(words, view.names, sound, { send, say, quiet: () => this.quietOthers(() => this.afterwards.again.hush()) });
    this.afterwards = new Afterwards(words, view, sound, {
      send, say, ended, quiet: () => this.quietOthers(() => this.demo.stop()), resting: () => this.take.state === "ready",
      width: () => this.stage.clientWidth, setUp: (setup) => this.setUp(setup),
    });
    this.build();
    this.listen();
    this.follow();
  }

  makeButtons() {
    const { words } = this;
    this.buttons = {
      start: el("button", { type: "button", class: "mt-main mt-start", onclick: () => this.start() }, words.start),
      stop: el("button", { type: "button", class: "mt-stop", disabled: true, onclick: () => this.take.stop() }, words.stop),
      panic: el("button", { type: "button", class: "mt-panic", onclick: () => this.panic() }, words.panic),
    };
  }

  makeMusic() {
    const { words } = this;
    this.komp = new Komp(this.sound, this.view.channels, {
      now: () => this.take.now(), isPlaying: () => this.take.isPlaying, counted: (until) => this.countIn(until),
    });
    this.pulse = new Pulse(words, { bars: () => this.komp.bars, heard: () => this.komp.heard(), say: (sentence) => this.say(sentence) });
  }

  /** Say that the count-in is heard, and when it has been, that the music is there. */
  countIn(until) {
    const { counting_in: counting, playing } = this.words;
    this.say(counting);
    this.take.later(until - this.take.now(), () => this.status.textContent === counting && this.say(playing));
  }

  /** Have the voices of a style here before it is chosen while playing: then it can come with the next bar. */
  async fetchStyle(style) {
    if (!this.take.isPlaying || !this.sound.isHere) return;
    this.say(this.words.fetching);
    await this.sound.fetch(style);
  }

  build() {
    const { words, buttons } = this;
    this.lanesPlace = el("div", { class: "mt-live" }, this.lanes.node);
    this.stage = el("div", { class: "mt-card mt-stage" },
      el("div", { class: "mt-row mt-controls", "data-scan": "now" }, buttons.start, buttons.stop, buttons.panic),
      this.dials.other.offer?.node, this.status, this.sound.line, this.pulse.node, this.pads.node, el("p", { class: "mt-soft mt-hint" }, words.pads_hint, " ", el("span", { class: "mt-keys-hint" }, words.keys_short)),
      this.switches.node, this.hearing.node, this.dials.other.node, this.lanesPlace, this.dials.music.node, this.dials.sound, this.dials.hands);
    const { demo, afterwards, dials } = this;
    const parts = [demo.node, afterwards.cutOff.node, dials.other.offer?.node, dials.other.node, dials.music.node, dials.sound, dials.hands, afterwards.saved.node];
    for (const part of parts.filter(Boolean)) part.dataset.scan = "";
    this.node.append(el("h3", { class: "mt-own-title" }, words.title), el("p", { class: "mt-aim" }, words.aim), demo.node, afterwards.cutOff.node, this.stage,
      afterwards.node, el("p", { class: "mt-soft mt-boundary" }, words.boundary), this.scan.node);
  }

  listen() {
    document.addEventListener(takeBegins, ({ detail }) => {
      if (detail === this.take) return;
      this.demo.stop();
      this.afterwards.again.hush();
    }, { signal: this.ended });
    listenToKeys(this.stage, this.pads, () => this.dials.ways, this.ended);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || (this.take.state === "ready" && this.pads.held.size === 0 && !this.demo.asked && !this.afterwards.isHeard)) return;
      event.preventDefault();
      this.panic();
    }, { signal: this.ended });
  }

  // For a look from outside: the page's player, whether its voices are here, and what is told of a take.

  get player() {
    return this.sound.player;
  }

  get isLoaded() {
    return this.sound.isLoaded;
  }

  get after() {
    return this.afterwards.after;
  }

  send(type, content = {}, buffers = undefined) {
    this.model.send({ type, ...content }, undefined, buffers);
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
  }

  hearVoice(content, buffers) {
    this.questions.hear(content, buffers);
  }

  /** Take up what the kernel says the exercise looks like now. */
  follow() {
    const view = (this.view = this.model.get("view"));
    const wait = this.take.isPlaying ? view.pads_at - this.take.now() : 0;
    if (wait > 0) this.take.later(wait, () => this.lay());
    else this.lay();
    if (this.take.state === "ready") this.sound.out = view.out;
    else if (this.take.isPlaying && this.sound.isHere && !this.sound.isLoaded) this.sound.tryToLoad(); // another voice was chosen
    this.lanes.call(view.other, view.settings.together);
    this.dials.show(view);
    this.afterwards.show(view);
  }

  /** Lay out the pads anew where they have changed: while playing, when the bar line has come. */
  lay() {
    const { pads, settings, choices } = this.view;
    const laid = JSON.stringify(pads);
    if (laid === this.laid) return;
    this.laid = laid;
    const had = this.pads.node.contains(document.activeElement);
    this.pads.lay(pads, choices.drums.includes(settings.mine));
    keyLabels(pads.length, this.model.get("lang")).then((labels) => this.pads.showKeys(labels));
    this.useWays();
    if (had) this.pads.focus();
  }

  useWays() {
    const { switches, pace } = this.dials.ways;
    this.switches.use(Number(switches), Number(pace));
  }

  start() {
    if (this.take.state !== "ready") return;
    this.afterwards.again.hush();
    this.demo.stop();
    this.take.start();
  }

  showPlaying() {
    this.afterwards.hide();
    this.lanesPlace.hidden = false;
    this.demo.button.disabled = true;
    this.node.classList.add("mt-is-playing");
  }

  showResting() {
    this.demo.button.disabled = false;
    this.node.classList.remove("mt-is-playing");
  }

  /** Something of this exercise is about to be heard: let nothing else be, here or in another exercise of the page. */
  quietOthers(here) {
    here();
    document.dispatchEvent(new CustomEvent(takeBegins, { detail: this.take }));
  }

  /** Everything is to be silent, now. */
  panic() {
    this.sound.silence();
    this.send("panic");
    if (this.take.isPlaying) this.take.stop();
    else {
      this.pads.releaseAll();
      this.afterwards.again.hush();
      this.demo.stop();
      if (this.take.state === "starting") this.take.rest("");
    }
    this.sound.silence();
    this.say(this.words.quiet);
  }

  hearTold(told) {
    this.ledger.settle(told.id);
    if (this.take.state !== "ready") return;
    this.lanesPlace.hidden = this.afterwards.tell(told);
    if (told.asked) this.switches.focusAtRest();
  }

  setUp(setup) {
    for (const [name, value] of Object.entries(setup)) this.send("set", { name, value });
    this.say(this.words.set_up_done);
    this.stage.scrollIntoView({ block: "start" });
    this.take.focusStart();
  }

  /** A message of the kind "moves" is heard by whoever has `hearMoves`. */
  hear(message, buffers) {
    const name = `hear${message.type.charAt(0).toUpperCase()}${message.type.slice(1)}`;
    const { take, komp, hearing, demo, afterwards } = this;
    const parts = [this, take, komp, hearing, demo, afterwards, afterwards.again, afterwards.reflection, afterwards.bring];
    parts.find((part) => part[name])?.[name](message, buffers);
  }

  hearRescued({ take }) {
    this.ledger.settle(take);
  }

  hearSaid({ word, text }) {
    this.say(text ?? this.words[word]);
  }

  dispose() {
    this.take.stop();
    this.demo.stop();
    this.sound.dispose();
    this.lanes.dispose();
    this.demo.dispose();
    this.afterwards.dispose();
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

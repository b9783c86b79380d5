// What the exercises with music that goes round share: an example, start and stop, the sound, what is written, what is next.

import { counted, el, fill, Questions, root } from "./base.js";
import { PageSound } from "./pagesound.js";
import { Komp } from "./komp.js";
import { Pulse } from "./pulse.js";
import { Scan } from "./scan.js";
import { Settings, fold } from "./setting.js";
import { Written, reflection } from "./written.js";

const bandBegins = "mtlearn-take-begins"; // the same as a take's: of all that sounds in a page, one at a time
const bandNow = () => performance.now() / 1000;
const bandQuick = 0.012; // nine tenths of a step are done in 28 ms, without a click

/** An exercise's page. Subclasses build `this.body()`, `this.look()`, and hear what else there is to hear. */
export class BandPage {
  constructor(model, ended) {
    Object.assign(this, { model, ended, words: model.get("words"), view: model.get("view"), state: "ready", zero: 0, timers: new Set(), demo: false, factor: 1 });
    this.questions = new Questions(({ type, ...content }) => this.send(type, content));
    const { words, view } = this;
    const say = (sentence) => this.say(sentence);
    this.sound = new PageSound(words, view.out, { ask: (kind, payload) => this.questions.ask(kind, payload), say, settings: () => this.voices(), under: () => this.view.needed });
    this.komp = new Komp(this.sound, view.channels, { now: () => this.now(), isPlaying: () => this.isPlaying, counted: () => {} });
    this.pulse = new Pulse(words, { bars: () => this.komp.bars, heard: () => this.komp.heard(), say });
    this.status = el("p", { class: "mt-status", role: "status" }, words.ready);
    this.settings = new Settings((name, value) => this.send("set", { name, value }));
    this.buttons = {
      start: el("button", { type: "button", class: "mt-main mt-start", onclick: () => this.start() }, words.start),
      stop: el("button", { type: "button", class: "mt-stop", disabled: true, onclick: () => this.stop() }, words.stop),
      panic: el("button", { type: "button", class: "mt-panic", onclick: () => this.panic() }, words.panic),
      example: el("button", { type: "button", class: "mt-hear-example", onclick: () => this.example() }, words.hear_example),
    };
    this.reflect = reflection(words, words.reflect, { name: view.name, view: () => this.view.reflection, send: (type, content) => this.send(type, content) }, ended);
    this.fields = [this.reflect];
    document.addEventListener(bandBegins, (event) => event.detail !== this && this.stop(), { signal: ended });
  }

  get isPlaying() {
    return this.state === "playing";
  }

  get player() {
    return this.sound.player;
  }

  now() {
    return bandNow() - this.zero;
  }

  voices() {
    const { mine } = this.view;
    return { mine, second: mine, together: false, who: "nobody", backing: "" };
  }

  /** The controls that stand first, in reach. */
  controls() {
    const { start, stop, panic } = this.buttons;
    return [start, stop, panic];
  }

  build() {
    const { words } = this;
    this.scan = new Scan(words, (this.node = el("div", {})), () => (this.buttons.stop.disabled ? null : this.buttons.stop), this.ended);
    this.stage = el("div", { class: "mt-card mt-stage" },
      el("div", { class: "mt-row mt-controls", "data-scan": "now" }, ...this.controls()), this.status, this.sound.line, this.pulse.node, ...this.body());
    this.againNode = el("div", { class: "mt-card mt-again", "data-scan": "" });
    this.node.append(el("h3", { class: "mt-own-title" }, words.title), el("p", { class: "mt-aim" }, words.aim),
      el("div", { class: "mt-row mt-example-row", "data-scan": "" }, this.buttons.example, el("span", { class: "mt-soft" }, fill(words.example_about, { seconds: this.view.example_seconds }))),
      this.stage, ...this.look(), this.reflect.node, this.againNode, el("p", { class: "mt-soft mt-boundary" }, words.boundary), this.scan.node);
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || (this.state === "ready" && !this.sounds())) return;
      event.preventDefault();
      this.panic();
    }, { signal: this.ended });
    this.follow();
  }

  sounds() {
    return (this.player?.notes.size ?? 0) > 0;
  }

  /** The fold with how to reach the controls, and where sound comes from. */
  ways() {
    const { words } = this;
    const own = new Settings((name, value) => this.send("ways", { ways: { [name]: Number(value) } }));
    this.waysShown = own;
    return fold(words.ways,
      own.select("switches", words.switches, [[0, words.switches_0], [1, words.switches_1], [2, words.switches_2]]),
      own.select("pace", words.pace, [0.5, 0.8, 1, 1.5, 2, 3, 4].map((seconds) => [seconds, counted(words, "pace_seconds", seconds, { count: seconds.toLocaleString(words.locale) })])),
      this.settings.select("out", words.out, [["browser", words.out_browser], ["card", words.out_card]]),
      el("p", { class: "mt-wide mt-soft" }, words.scan_hint));
  }

  follow() {
    const view = (this.view = this.model.get("view"));
    if (this.state === "ready") this.sound.out = view.out;
    this.settings.show({ ...view.made, out: view.out });
    if (this.waysShown) {
      this.waysShown.show(view.ways);
      const ways = `${view.ways.switches} ${view.ways.pace}`;
      if (ways !== this.waysUsed) this.scan.use(view.ways.switches, view.ways.pace);
      this.waysUsed = ways;
    }
    for (const field of this.fields) field.follow();
    this.showAgain(view.again);
    this.showView?.(view);
    if (this.isPlaying && this.sound.isHere) this.sound.fetch("");
  }

  /** One thing to change and go again: one press. */
  showAgain(again) {
    const { words } = this;
    if (!again || this.againShown === again.text) return;
    this.againShown = again.text;
    this.againNode.replaceChildren(el("h4", {}, words.again_title), el("p", {}, again.text),
      el("button", { type: "button", onclick: () => {
        this.stop();
        this.send("again", { changes: again.changes });
        this.stage.scrollIntoView({ block: "start" });
        this.start();
      } }, words.again_go));
  }

  send(type, content = {}) {
    this.model.send({ type, ...content });
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
  }

  hearVoice(content, buffers) {
    this.questions.hear(content, buffers);
  }

  hearKept(kept) {
    for (const field of this.fields) field.hearKept(kept);
  }

  example() {
    if (this.isPlaying && this.demo) this.stop();
    else this.start(true);
  }

  async start(demo = false) {
    if (this.state === "starting") return;
    if (this.state !== "ready") this.stop();
    this.state = "starting";
    this.demo = demo;
    document.dispatchEvent(new CustomEvent(bandBegins, { detail: this }));
    for (const field of this.fields) field.flush();
    this.buttons.stop.disabled = false;
    this.say(this.words.loading);
    if (this.sound.isHere) {
      await this.sound.tryToLoad(this.voices(), (done, all) => all > 1 && this.state === "starting" && this.say(fill(this.words.loading_part, { done, all })));
    }
    if (this.state === "starting") this.send("start", { demo });
  }

  hearStarted({ out, demo }) {
    if (this.state !== "starting") return;
    this.sound.out = out;
    this.zero = bandNow();
    this.state = "playing";
    this.send("clock", { at: 0 });
    this.ticking = setInterval(() => {
      this.send("clock", { at: this.now() });
      if (this.isPlaying && this.factor < 1) this.setLevel(this.factor); // a context made anew in between knows nothing of it
    }, 1000);
    this.komp.begin();
    this.pulse.begin();
    this.setLevel(1);
    this.node.classList.add("mt-is-playing");
    this.buttons.start.disabled = !demo;
    this.buttons.example.replaceChildren(demo ? this.words.stop_example : this.words.hear_example);
    this.say(demo ? this.words.example_playing : this.words.playing);
    if (this.scan.count > 0) this.scan.take.focus();
    else if (document.activeElement === this.buttons.start || document.activeElement === document.body) this.buttons.stop.focus();
    this.begun?.(demo);
  }

  /** Turn the music up or down (0 to 1), under the learner's own volume. */
  setLevel(factor) {
    this.factor = factor;
    if (this.sound.isHere && this.player) this.player.bus.gain.setTargetAtTime(factor, this.player.context.currentTime, bandQuick);
  }

  pause() {
    if (!this.isPlaying) return;
    this.state = "paused";
    this.send("pause", { at: this.now() });
    this.quiet();
    this.komp.end();
  }

  resume() {
    if (this.state !== "paused") return;
    this.state = "playing";
    this.setLevel(this.factor);
    this.send("resume", { at: this.now() });
  }

  quiet() {
    this.sound.silence();
  }

  stop() {
    if (this.state === "ready") return;
    this.send("stop", { at: this.now() });
    this.rest(this.words.stopped);
  }

  /** Everything is to be silent, now. */
  panic() {
    this.sound.silence();
    this.send("panic", { at: this.now() });
    if (this.state !== "ready") this.rest(this.words.quiet);
    this.sound.silence();
    this.say(this.words.quiet);
  }

  /** The music is over, whoever ended it. */
  rest(sentence) {
    const had = [this.buttons.stop, document.body].includes(document.activeElement);
    clearInterval(this.ticking);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.state = "ready";
    this.komp.end();
    this.pulse.end();
    this.sound.silence();
    this.setLevel(1);
    this.node.classList.remove("mt-is-playing");
    this.buttons.start.disabled = false;
    this.buttons.stop.disabled = true;
    this.buttons.example.replaceChildren(this.words.hear_example);
    this.sound.out = this.view.out;
    if (had && this.scan.count === 0) this.buttons.start.focus();
    if (sentence) this.say(sentence);
    this.rested?.();
  }

  hearEnded({ why }) {
    if (this.state !== "ready") this.rest(this.words[why] ?? this.words.stopped);
  }

  hearSaid({ word, text }) {
    this.say(text ?? this.words[word]);
  }

  /** Something short to hear by itself. */
  async hearTried({ events, voices }) {
    if (!events.length) return;
    this.sound.wake().player.resume();
    await this.sound.dress(voices);
    this.player.play(events, this.player.now() + 0.05);
  }

  /** Sound moves from the sound card to this page, while playing too. */
  async hearOut({ out, said }) {
    this.sound.out = out;
    this.say(said);
    if (out !== "browser") this.sound.silence();
    else if ((await this.sound.tryToLoad()) && this.isPlaying) this.komp.takeOver();
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

  later(seconds, act) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, seconds * 1000);
    this.timers.add(timer);
  }

  /** A message of the kind "moves" is heard by whoever has `hearMoves`. */
  hear(message, buffers) {
    const name = `hear${message.type.charAt(0).toUpperCase()}${message.type.slice(1)}`;
    [this, this.komp].find((part) => part[name])?.[name](message, buffers);
  }

  dispose() {
    this.stop();
    for (const field of this.fields) field.flush();
    this.sound.dispose();
  }
}

/** Give what anywidget renders a page of this kind with. */
export function bandRender(Page, name) {
  return ({ model, el: node }) => {
    const ended = new AbortController();
    const page = new Page(model, ended.signal);
    page.build();
    root(model, node, name).append(page.node);
    node.classList.add("mt-exercise", "mt-band");
    node.exercise = page; // for a look from the browser's console, and from tests
    const hear = (message, buffers) => page.hear(message, buffers);
    const follow = () => page.follow();
    model.on("msg:custom", hear);
    model.on("change:view", follow);
    document.addEventListener("visibilitychange", () => !document.hidden && page.send("wake"), { signal: ended.signal });
    page.send("open", { local: ["localhost", "127.0.0.1", "[::1]", ""].includes(location.hostname) });
    return () => {
      model.off("msg:custom", hear);
      model.off("change:view", follow);
      page.dispose();
      ended.abort();
    };
  };
}

/** Lay something out to be printed by itself: it alone is on the paper. */
export function printAlone(sheet) {
  const copy = sheet.cloneNode(true);
  copy.hidden = false;
  copy.classList.add("mt-printed");
  document.body.append(copy);
  document.body.classList.add("mt-prints-alone");
  const after = () => {
    document.body.classList.remove("mt-prints-alone");
    copy.remove();
    window.removeEventListener("afterprint", after);
  };
  window.addEventListener("afterprint", after);
  window.print();
}

// A scene in words and in music: where somebody in it plays, they can be answered by playing for a short while.
import { el, fill, Questions } from "./base.js";
import { scenePage } from "./scene-page.js";
import { PageSound } from "./pagesound.js";
import { Pads } from "./pads.js";
import { listenToKeys, keyLabels } from "./keys.js";
import { Scan } from "./scan.js";
import { Switches } from "./switches.js";
import { Lanes } from "./lanes.js";
import { Ledger } from "./ledger.js";
import { Take, takeBegins } from "./take.js";

/** An instrument for one moment of a scene: opened by a button, played once, and put away with what came of it. */
class SceneAnswer {
  constructor(model, ended) {
    Object.assign(this, { model, ended, words: model.get("words"), plays: null, isOver: false });
    this.questions = new Questions(({ type, ...content }) => this.send(type, content));
    const { words } = this;
    const say = (sentence) => this.status.replaceChildren(sentence);
    this.say = say;
    this.sound = new PageSound(words, model.get("view").out, { ask: (kind, payload) => this.questions.ask(kind, payload), say, settings: () => this.plays.settings, under: () => [] });
    this.pads = new Pads(words, (move) => this.take.play(move), ended);
    this.lanes = new Lanes(words, []);
    this.ledger = new Ledger(model.get("view").log);
    this.status = el("p", { class: "mt-status", role: "status" });
    this.buttons = {
      start: el("button", { type: "button", class: "mt-start", onclick: () => this.take.start() }),
      stop: el("button", { type: "button", class: "mt-stop", disabled: true, onclick: () => this.take.stop() }, words.stop),
    };
    this.stage = el("div", { class: "mt-stage mt-exercise", hidden: true });
    this.scan = new Scan(words, this.stage, () => null, ended);
    this.switches = new Switches(words, this.pads, this.scan, { playing: () => this.take?.isPlaying ?? false, stop: () => this.take.stop(), ended });
    const silent = { begin() {}, end() {}, lock() {}, takeOver() {} }; // an exercise has more parts than a moment
    const { pads, lanes, switches, ledger, sound, buttons } = this;
    this.take = new Take(words, { pads, lanes, dials: silent, switches, ledger, sound, komp: silent, pulse: silent, hearing: silent, buttons }, {
      send: (type, content) => this.send(type, content), say, width: () => this.stage.clientWidth,
      view: () => ({ settings: this.plays.settings, out: this.model.get("view").out }),
      begun: () => this.node.classList.add("mt-is-playing"), rested: () => this.showOver(),
    });
    this.take.giveWay(ended);
    this.build();
  }

  build() {
    const { words, buttons } = this;
    this.invitation = el("p", {});
    this.open = el("button", { type: "button", class: "mt-play-open", "aria-expanded": "false", onclick: () => this.unfold() }, words.play_instead);
    this.stage.append(el("div", { class: "mt-row mt-controls", "data-scan": "now" }, buttons.start, buttons.stop),
      this.status, this.sound.line, this.pads.node, el("p", { class: "mt-soft mt-hint" }, words.pads_hint, " ", words.keys_short), this.switches.node, this.lanes.node, this.scan.node);
    this.node = el("div", { class: "mt-scene-play" }, this.invitation, this.open, this.stage);
    listenToKeys(this.stage, this.pads, () => this.ways, this.ended);
    this.stage.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.take.isPlaying) return;
      event.preventDefault();
      this.take.stop();
    }, { signal: this.ended });
  }

  get ways() {
    return this.model.get("view").ways;
  }

  get isPlaying() {
    return this.take.state !== "ready";
  }

  /** What to show at a moment in which somebody plays. */
  nodes(plays) {
    if (JSON.stringify(plays) !== JSON.stringify(this.plays)) {
      this.plays = plays;
      this.isOver = false;
      this.invitation.textContent = plays.invitation;
      this.buttons.start.textContent = fill(this.words.play_start, plays);
      this.lanes.names = plays.names;
      this.lanes.call(plays.other);
      this.pads.lay(plays.pads, plays.drums);
      keyLabels(plays.pads.length, this.model.get("lang")).then((labels) => this.pads.showKeys(labels));
      this.fold();
    }
    return [this.node];
  }

  fold() {
    this.stage.hidden = true;
    this.open.hidden = false;
    this.open.setAttribute("aria-expanded", "false");
  }

  unfold() {
    this.stage.hidden = false;
    this.open.hidden = true;
    this.switches.use(Number(this.ways.switches), Number(this.ways.pace));
    this.say(fill(this.words.ready, this.plays));
    this.send("open", { local: ["localhost", "127.0.0.1", "[::1]", ""].includes(location.hostname) });
    this.take.focusStart();
  }

  showOver() {
    this.node.classList.remove("mt-is-playing");
    this.buttons.start.disabled = true; // until the kernel says what came of it
    this.isOver = true;
  }

  /** What was played has had its outcome: the instrument is put away. */
  rest() {
    Object.assign(this, { isOver: false, plays: null });
    this.buttons.start.disabled = false;
    this.fold();
  }

  send(type, content = {}) {
    this.model.send({ type, step: this.model.get("view").steps.length, ...content });
  }

  hearVoice(content, buffers) {
    this.questions.hear(content, buffers);
  }

  /** The kernel has the take whole, whether or not it led on. */
  hearAnswered({ take }) {
    this.ledger.settle(take);
    this.buttons.start.disabled = false;
  }

  hearRescued({ take }) {
    this.ledger.settle(take);
  }

  hear(message, buffers) {
    const name = `hear${message.type.charAt(0).toUpperCase()}${message.type.slice(1)}`;
    [this, this.take].find((part) => part[name])?.[name](message, buffers);
  }

  dispose() {
    this.take.stop();
    this.sound.dispose();
    this.lanes.dispose();
  }
}

export default {
  render({ model, el: node }) {
    const ended = new AbortController();
    const { signal } = ended;
    const answer = new SceneAnswer(model, signal);
    const hear = (message, buffers) => answer.hear(message, buffers);
    model.on("msg:custom", hear);
    scenePage({ model, el: node, signal }, answer);
    node.answer = answer; // for a look from the browser's console, and from tests
    const left = answer.ledger.left();
    if (left) answer.send("rescue", left);
    document.addEventListener(takeBegins, ({ detail }) => detail !== answer.take && answer.sound.silence(), { signal });
    return () => {
      model.off("msg:custom", hear);
      answer.dispose();
      ended.abort();
    };
  },
};

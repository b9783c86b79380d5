// Hear the numbers: choose one, hear it or see its notes, guess, and be shown what it says.

import { el, fill, freshId, Questions, root } from "./base.js";
import { Player } from "./player.js";

const numbersBegins = "mtlearn-take-begins"; // the same as a take's: of all that sounds in a page, one at a time
const numbersSvg = "http://www.w3.org/2000/svg";
const numbersStep = 7; // pixels a semitone
const numbersQuick = 0.03;

function numbersDraw(tag, props, ...inside) {
  const node = document.createElementNS(numbersSvg, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...inside);
  return node;
}

class HearTheNumbersPage {
  constructor(model, ended) {
    Object.assign(this, { model, ended, words: model.get("words"), view: model.get("view"), player: null, turn: 0, title: "" });
    this.questions = new Questions((content) => this.model.send(content));
    const { words } = this;
    this.status = el("p", { class: "mt-status", role: "status" });
    this.listenButton = el("button", { type: "button", class: "mt-main mt-listen", onclick: () => this.listen() }, words.listen);
    this.stops = [0, 1].map(() => el("button", { type: "button", class: "mt-stop", disabled: true, onclick: () => this.stop(words.stopped) }, words.stop));
    this.sounds = false;
    this.card = el("p", { class: "mt-soft" });
    this.better = el("p", { class: "mt-better" });
    this.picture = el("div", { class: "mt-strip-room" });
    this.text = el("ul", {});
    this.told = el("section", { class: "mt-told", tabindex: "-1", hidden: true });
    const id = freshId("number");
    this.select = el("select", { id, onchange: () => this.model.send({ type: "choose", id: this.select.value }) });
    this.chooser = el("p", {}, el("label", { for: id, class: "mt-label" }, words.choose), this.select);
    document.addEventListener(numbersBegins, (event) => event.detail !== this && this.stop(), { signal: ended });
  }

  build() {
    const { words } = this;
    const node = el("div", {}, el("h3", { class: "mt-own-title" }, words.title), el("p", { class: "mt-aim" }, words.aim),
      el("div", { class: "mt-card" }, el("h4", {}, words.how),
        el("ul", {}, ...["how_still", "how_sides", "how_walk", "how_trembling"].map((one) => el("li", {}, words[one]))),
        el("p", { class: "mt-soft" }, words.how_own, " ", words.choose_about), el("p", { id: this.tryId = freshId("try") }, words.try_first),
        el("div", { class: "mt-row", role: "group", "aria-labelledby": this.tryId }, ...this.view.examples.map((one) =>
          el("button", { type: "button", "data-example": one, onclick: () => this.listen(one) }, words[`example_${one}`])), this.stops[0])),
      el("div", { class: "mt-card mt-stage" }, this.chooser, this.card, this.better,
        el("div", { class: "mt-row" }, this.listenButton, this.stops[1]), this.status, this.picture,
        el("details", { class: "mt-fold" }, el("summary", {}, words.as_text), this.text),
        this.guess(), this.told));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.sounds) return;
      event.preventDefault();
      this.stop(this.words.stopped);
    }, { signal: this.ended });
    this.node = node;
    this.follow();
    return node;
  }

  guess() {
    const { words, view } = this;
    this.form = el("form", { onsubmit: (event) => {
      event.preventDefault();
      this.wantsTold = true;
      this.model.send({ type: "show", guess: Object.fromEntries(new FormData(this.form)) });
    } }, el("h4", {}, words.guess), el("p", { class: "mt-soft" }, words.guess_about),
    ...Object.entries(view.asked).map(([name, options]) => el("fieldset", {}, el("legend", {}, words[`ask_${name}`]),
      el("div", { class: "mt-row" }, ...options.map((option) =>
        el("label", { class: "mt-option" }, el("input", { type: "radio", name, value: option }), " ", words[`${name}_${option}`]))))),
    el("button", { type: "submit", class: "mt-show" }, words.show));
    return this.form;
  }

  follow() {
    this.view = this.model.get("view");
    const { words, view } = this;
    this.select.replaceChildren(...view.groups.map((group) =>
      el("optgroup", { label: group.title }, ...group.numbers.map(([id, title]) => el("option", { value: id }, title)))));
    this.select.value = view.chosen;
    this.card.replaceChildren(view.card);
    this.better.replaceChildren(view.better);
    this.text.replaceChildren(...view.text.map((sentence) => el("li", {}, sentence)));
    if (view.chosen !== this.drawn) {
      this.drawn = view.chosen;
      this.form.reset();
      this.picture.replaceChildren(this.draw(view.tones));
    }
    this.showTold(view.told);
    this.listenButton.setAttribute("aria-label", `${words.listen}: ${view.title}`);
  }

  showTold(told) {
    this.told.hidden = !told;
    if (!told) return;
    const { words } = this;
    const picture = el("div", { class: "mt-forest" });
    picture.innerHTML = told.picture; // drawn by the kernel from the course's own numbers
    this.told.replaceChildren(el("h4", {}, words.told), ...told.beside.map((sentence) => el("p", {}, sentence)),
      el("p", { class: "mt-whole" }, told.whole), picture, el("p", {}, told.said), el("p", { class: "mt-soft" }, told.compared), el("p", { class: "mt-soft" }, words.not_told));
    if (this.wantsTold) this.told.focus();
    this.wantsTold = false;
  }

  /** The notes in time: a dashed line that lies still, a mark a note. No number stands in it. */
  draw(tones) {
    const { words } = this;
    const all = Math.max(...tones.map(([time, , duration]) => time + duration));
    const heights = tones.map(([, away]) => away);
    const [top, bottom] = [Math.max(5, ...heights) + 3, Math.min(-5, ...heights) - 3];
    const up = (away) => (top - away) * numbersStep;
    const across = (time) => `${(100 * time) / all}%`;
    const svg = numbersDraw("svg", { width: "100%", height: (top - bottom) * numbersStep, role: "img", "aria-label": words.picture, class: "mt-notes" });
    for (const [time, away, duration, part] of tones) {
      if (part === "still") svg.append(numbersDraw("line", { x1: 0, x2: "100%", y1: up(0), y2: up(0), class: "mt-forest-none" }));
      else svg.append(numbersDraw("rect", { x: across(time), y: up(away) - 3, width: `${Math.max(0.4, (100 * duration) / all - 0.25)}%`, height: part === "number" ? 7 : 6, class: `mt-note-${part}` }));
    }
    const { above, below } = this.view.sides;
    for (const [said, y] of [[above, 12], [below, (top - bottom) * numbersStep - 5], [words.picture_still, up(0) - 5]]) {
      svg.append(numbersDraw("text", { x: 4, y }, said));
    }
    this.head = svg.appendChild(numbersDraw("line", { x1: 0, x2: 0, y1: 0, y2: "100%", class: "mt-playhead", visibility: "hidden" }));
    return svg;
  }

  listen(example = "") {
    document.dispatchEvent(new CustomEvent(numbersBegins, { detail: this }));
    this.stop();
    this.example = example;
    this.title = example ? this.words[`example_${example}`] : this.view.title;
    this.sounding(true);
    this.say(this.words.loading);
    this.player?.resume(); // from a press, as browsers want it
    this.turn += 1;
    this.model.send({ type: "listen", example });
  }

  /** The kernel has made it sound, or has given what is to sound here. */
  async hearTried({ events, voices }) {
    const { turn } = this;
    if (!this.sounds) return this.model.send({ type: "quiet" });
    if (events.length) {
      const player = await this.wake(voices);
      if (turn !== this.turn) return undefined;
      if (!player) return this.stop(this.words.no_sound);
      player.play(events, player.now() + numbersQuick);
    }
    this.say(fill(this.words.playing, { title: this.title }));
    this.runs(turn, this.lasts);
    return undefined;
  }

  async wake(voices) {
    this.player ??= Object.assign(new Player((kind, payload) => this.questions.ask(kind, payload)), { onTold: (told) => this.words[told] && this.say(this.words[told]) });
    const awake = this.player.resume();
    try {
      for (const [channel, voice] of Object.entries(voices)) await this.player.load(Number(channel), voice);
      await awake;
      return this.player;
    } catch {
      return null;
    }
  }

  /** Follow the notes with a line in the picture, until they end. */
  runs(turn, all) {
    const begun = performance.now();
    const frame = () => {
      if (turn !== this.turn || !this.node.isConnected) return;
      const now = (performance.now() - begun) / 1000;
      if (now >= all) {
        this.stop(fill(this.words.ended, { title: this.title }), false);
        return;
      }
      if (!this.example) {
        this.head.setAttribute("visibility", "visible");
        for (const end of ["x1", "x2"]) this.head.setAttribute(end, `${(100 * now) / all}%`);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  stop(sentence = "", hush = true) {
    this.turn += 1;
    this.head?.setAttribute("visibility", "hidden");
    if (hush && this.sounds) {
      this.player?.silence();
      this.model.send({ type: "quiet" });
    }
    if (this.stops.includes(document.activeElement)) this.listenButton.focus();
    this.sounding(false);
    if (sentence) this.say(sentence);
  }

  sounding(now) {
    this.sounds = now;
    for (const button of this.stops) button.disabled = !now;
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
  }

  hear(content, buffers) {
    if (content.type === "voice") {
      this.questions.hear(content, buffers);
    } else if (content.type === "lasts") this.lasts = content.seconds;
    else if (content.type === "tried") this.hearTried(content);
    else if (content.type === "out" && content.said) this.say(content.said);
  }
}

export default {
  render({ model, el: node }) {
    const leaving = new AbortController();
    const page = new HearTheNumbersPage(model, leaving.signal);
    root(model, node, "hear-the-numbers").append(page.build());
    const follow = () => page.follow();
    const hear = (content, buffers) => page.hear(content, buffers);
    model.on("change:view", follow);
    model.on("msg:custom", hear);
    model.send({ type: "open", local: ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname) });
    return () => {
      leaving.abort();
      page.stop();
      page.player?.dispose();
      model.off("change:view", follow);
      model.off("msg:custom", hear);
    };
  },
};

// The sound check's page: where sound comes from, a tone on each side, the volume, how soon it is heard.
import { el, fill, freshId, root } from "./base.js";
import { Player } from "./player.js";

const checkQuick = 25;
const checkSome = 60;

class SoundCheckPage {
  constructor(model) {
    this.model = model;
    this.words = model.get("words");
    this.asked = new Map();
    this.player = null;
    const { words } = this;
    this.state = el("p", { class: "mt-check-way" }, words.looking);
    this.status = el("p", { role: "status", class: "mt-check-status" });
    this.ways = ["card", "browser"].map((way) => this.way(way));
    this.buttons = ["left", "right", "phrase"].map((sound) =>
      el("button", { type: "button", onclick: () => this.listen(sound) }, words[sound]));
    this.buttons.push(el("button", { type: "button", onclick: () => this.quiet() }, words.quiet));
    this.noCard = el("p", { class: "mt-soft", hidden: true });
    this.forced = el("p", { class: "mt-soft", hidden: true }, words.forced);
    this.again = el("button", { type: "button", onclick: () => this.open() }, words.again);
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
    const id = freshId("volume");
    const about = freshId("volume");
    this.shown = el("output", { for: id });
    this.range = el("input", {
      type: "range", id, min: 0, max: 100, step: 5, "aria-describedby": about,
      oninput: () => this.turn(false), onchange: () => this.turn(true),
    });
    return [
      el("h3", {}, words.title),
      this.state,
      el("fieldset", { class: "mt-check-part" }, el("legend", {}, words.way), ...this.ways.map((one) => one.node), this.forced),
      el("fieldset", { class: "mt-check-part" }, el("legend", {}, words.listen), el("div", { class: "mt-row" }, ...this.buttons), this.status),
      el("div", { class: "mt-check-part" },
        el("label", { for: id, class: "mt-check-label" }, words.volume),
        el("div", { class: "mt-row" }, this.range, this.shown),
        el("p", { class: "mt-soft", id: about }, words.volume_about)),
      el("details", {}, el("summary", {}, words.nothing_heard),
        el("p", {}, words.nothing_page), el("p", {}, words.nothing_other), this.noCard, this.again),
    ];
  }

  open() {
    this.model.send({ type: "open", local: ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname) });
  }

  follow() {
    const view = this.model.get("view");
    const { words } = this;
    this.view = view;
    this.state.textContent = !view.out ? words.looking : view.out === "card" ? fill(words.from_card, { device: view.device }) : words.from_page;
    for (const { way, input } of this.ways) {
      input.checked = view.out === way;
      input.disabled = view.forced;
    }
    for (const button of this.buttons) button.disabled = !view.out;
    this.forced.hidden = !view.forced;
    this.noCard.hidden = !view.no_card;
    this.noCard.textContent = `${words.no_card} ${view.no_card}`;
    if (document.activeElement !== this.range) this.range.value = view.volume;
    this.showVolume();
  }

  showVolume() {
    const said = fill(this.words.percent, { value: this.range.value });
    this.shown.textContent = said;
    this.range.setAttribute("aria-valuetext", said);
  }

  choose(way) {
    this.player?.silence();
    this.model.send({ type: "choose", way });
  }

  turn(settled) {
    this.showVolume();
    const value = Number(this.range.value) / 100;
    globalThis.mtlearnVolume = value;
    this.player?.setVolume(value);
    if (settled) this.model.send({ type: "volume", value });
  }

  quiet() {
    this.player?.silence();
    this.model.send({ type: "quiet" });
    this.say(this.words.quiet_now);
  }

  say(sentence) {
    this.status.replaceChildren(sentence);
  }

  /** Let a tone or phrase be heard, and say so with how soon it came. */
  async listen(sound) {
    if (this.view.out === "card") {
      this.pressed = performance.now();
      this.model.send({ type: "test", sound });
      return;
    }
    const { view, words } = this;
    globalThis.mtlearnVolume ??= view.volume / 100;
    this.player ??= new Player((kind, payload) => this.ask(kind, payload));
    const awake = this.player.resume();
    if (!this.ready) this.say(words.loading);
    await this.player.load(view.channel, view.voice);
    await awake;
    this.ready = true;
    const [pan, events] = view.sounds[sound];
    this.player.setPan(view.channel, pan);
    this.player.play(events, this.player.now());
    this.heard(sound, this.player.latency * 1000);
  }

  heard(sound, latency) {
    const ms = Math.max(1, Math.round(latency));
    const soon = ms <= checkQuick ? "quick" : ms <= checkSome ? "some" : "slow";
    this.say(`${this.words[`${sound}_played`]} ${fill(this.words[`latency_${soon}`], { ms })}`);
  }

  ask(kind, payload) {
    const id = freshId("ask");
    return new Promise((answered) => {
      this.asked.set(id, answered);
      this.model.send({ type: kind, id, ...payload });
    });
  }

  hear(content, buffers) {
    if (content.type === "voice" && this.asked.has(content.id)) {
      this.asked.get(content.id)({ content, buffers });
      this.asked.delete(content.id);
    } else if (content.type === "settled") {
      this.follow();
    } else if (content.type === "played") {
      // Half the way there and back, and what the card itself takes.
      this.heard(content.sound, (performance.now() - this.pressed) / 2 + content.latency * 1000);
    }
  }
}

export default {
  render({ model, el: node }) {
    const page = new SoundCheckPage(model);
    root(model, node, "soundcheck").append(el("div", { class: "mt-card" }, ...page.nodes()));
    const follow = () => page.follow();
    const hear = (content, buffers) => page.hear(content, buffers);
    model.on("change:view", follow);
    model.on("msg:custom", hear);
    follow();
    page.open();
    return () => {
      page.player?.silence();
      model.off("change:view", follow);
      model.off("msg:custom", hear);
    };
  },
};

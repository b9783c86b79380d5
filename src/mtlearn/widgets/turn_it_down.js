// Turn it down: three big controls that are always in reach, and somebody who says what they need.

import { counted, el, fill } from "./base.js";
import { BandPage, bandRender } from "./band.js";
import { fold } from "./setting.js";

const downStep = 0.15;
const downLeast = 0.1;
const downSvg = "http://www.w3.org/2000/svg";

class TurnItDown extends BandPage {
  controls() {
    const { words } = this;
    this.softer = el("button", { type: "button", class: "mt-big", onclick: () => this.turn(-downStep) }, el("span", { "aria-hidden": "true" }, "▼ "), words.softer);
    this.louder = el("button", { type: "button", class: "mt-big", onclick: () => this.turn(downStep) }, el("span", { "aria-hidden": "true" }, "▲ "), words.louder);
    this.rests = el("button", { type: "button", class: "mt-big", disabled: true, onclick: () => this.toggle() }, words.pause);
    const { start, stop, panic } = this.buttons;
    for (const button of [start, stop, panic]) button.classList.add("mt-big");
    return [start, this.softer, this.louder, this.rests, stop, panic];
  }

  body() {
    const { words, view, settings } = this;
    this.loud = view.begins_at;
    this.levelNode = el("p", { class: "mt-level" });
    this.speech = el("div", { class: "mt-speech", role: "status" });
    this.place = el("p", { class: "mt-place" });
    this.showLevel();
    return [el("div", { class: "mt-level-row" }, this.levelNode), this.speech,
      el("section", { class: "mt-part", "data-scan": "" }, settings.one("scene", words.scene, view.choices.scenes), this.place,
        settings.select("pace", words.pace_label, view.choices.paces)),
      el("p", { class: "mt-soft" }, words.level_about, " ", words.keys_about),
      fold(words.music_title, settings.select("style", words.style, view.choices.styles), settings.select("voice", words.voice, view.choices.voices),
        settings.select("scale", words.scale, view.choices.scales),
        settings.range("tempo", words.tempo, view.choices.tempi, (value) => fill(words.tempo_said, { count: value }))),
      this.ways()];
  }

  look() {
    const { words } = this;
    this.told = el("div", {}, el("p", { class: "mt-soft" }, words.look_empty));
    return [el("section", { class: "mt-card mt-look-card", "data-scan": "" }, el("h4", {}, words.look_title), this.told)];
  }

  build() {
    super.build();
    this.stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select, input, textarea")) return;
      if (event.key === "ArrowDown") this.turn(-downStep);
      else if (event.key === "ArrowUp") this.turn(downStep);
      else if (event.key.toLowerCase() === "p" && this.state !== "ready") this.toggle();
      else return;
      event.preventDefault();
    }, { signal: this.ended });
  }

  /** Turn the music up or down by one step, under the learner's own volume. */
  turn(step) {
    this.loud = Math.min(1, Math.max(downLeast, Math.round((this.loud + step) * 100) / 100));
    this.showLevel();
    if (this.state === "playing" || this.state === "paused") {
      if (this.isPlaying) this.setLevel(this.loud);
      this.factor = this.loud;
      this.send("level", { value: this.loud, at: this.now() });
    }
    this.say(fill(this.words.level, { level: Math.round(100 * this.loud) }));
  }

  showLevel() {
    this.levelNode.replaceChildren(fill(this.words.level, { level: Math.round(100 * this.loud) }));
    this.levelNode.style.setProperty("--mt-level", `${100 * this.loud}%`);
  }

  toggle() {
    if (this.state === "paused") {
      this.resume();
      this.say(this.words.resumed);
    } else {
      this.pause();
      this.say(this.words.paused);
    }
    this.rests.replaceChildren(this.state === "paused" ? this.words.resume : this.words.pause);
  }

  begun() {
    this.loud = this.view.begins_at;
    this.setLevel(this.loud);
    this.showLevel();
    this.speech.replaceChildren();
    this.rests.disabled = this.demo;
    this.rests.replaceChildren(this.words.pause);
  }

  rested() {
    this.rests.disabled = true;
    this.rests.replaceChildren(this.words.pause);
    this.loud = this.view.begins_at;
    this.showLevel();
  }

  /** Somebody says something: seen, and told to a screen reader. */
  hearAsks({ who, text, asks }) {
    this.speech.replaceChildren(el("p", { class: asks ? "mt-asks" : "mt-thanks" }, el("span", { class: "mt-who" }, fill(this.words.says, { who })), " ", el("q", {}, text)));
  }

  hearLevel({ value, text }) {
    this.loud = value;
    this.setLevel(value);
    this.showLevel();
    this.say(text);
  }

  showView({ place, outcome }) {
    this.place.textContent = place;
    if (!outcome || outcome.number === this.toldNumber) return;
    this.toldNumber = outcome.number;
    const { words } = this;
    this.speech.replaceChildren();
    this.told.replaceChildren(...outcome.text.map((text) => el("p", { class: "mt-told" }, text)), this.picture(outcome), el("p", {}, outcome.try),
      el("table", {}, el("caption", {}, words.table), el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.table_when), el("th", { scope: "col" }, words.table_what))),
        el("tbody", {}, ...outcome.rows.map(([when, what]) => el("tr", {}, el("td", {}, when), el("td", {}, what))))));
  }

  /** How loud it was from start to end, and when somebody spoke. */
  picture({ levels, end, asked, who }) {
    const { words } = this;
    const [width, height, top] = [640, 150, 24];
    const make = (tag, props, ...inside) => {
      const node = document.createElementNS(downSvg, tag);
      for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
      node.append(...inside);
      return node;
    };
    const across = (at) => (width * Math.min(at, end)) / end;
    const up = (level) => top + (height - top - 16) * (1 - level);
    let path = `M 0 ${up(0)}`;
    levels.forEach(([at, level], on) => {
      path += ` L ${across(at)} ${up(on ? levels[on - 1][1] : 0)} L ${across(at)} ${up(level)}`;
    });
    path += ` L ${width} ${up(levels.at(-1)[1])} L ${width} ${up(0)} Z`;
    const said = asked === null ? words.picture_not_asked : counted(words, "picture_asked", Math.round(asked), { who });
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "mt-level-picture", "aria-label": fill(words.picture, { seconds: Math.round(end), asked: said }) },
      make("path", { d: path, class: "mt-level-area" }), make("line", { x1: 0, x2: width, y1: up(0), y2: up(0), class: "mt-level-ground" }));
    if (asked !== null) {
      const x = across(asked);
      svg.append(make("line", { x1: x, x2: x, y1: top - 6, y2: up(0), class: "mt-level-asked" }),
        make("text", { x, y: top - 10, "text-anchor": x > width * 0.85 ? "end" : x < width * 0.15 ? "start" : "middle", class: "mt-level-who" }, who));
    }
    return svg;
  }
}

export default { render: bandRender(TurnItDown, "turn-it-down") };

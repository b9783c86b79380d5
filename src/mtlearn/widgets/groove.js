// Groove in layers: each layer comes and goes with the next bar; what is tapped in is one of them.

import { el, fill } from "./base.js";
import { BandPage, bandRender } from "./band.js";
import { Settings, fold } from "./setting.js";
import { Pads } from "./pads.js";
import { listenToKeys, keyLabels } from "./keys.js";

class Groove extends BandPage {
  body() {
    const { words, view, settings } = this;
    this.pads = new Pads(words, (move) => this.playPad(move), this.ended);
    this.rows = view.layers.map((layer) => this.makeRow(layer));
    const layers = el("section", { class: "mt-part" }, el("h4", {}, words.layers), ...this.rows.map(({ node }) => node),
      el("div", { "data-scan": "" }, settings.check("may_join", words.may_join)), el("p", { class: "mt-soft" }, words.may_join_about));
    this.tapping = el("button", { type: "button", class: "mt-choice", "aria-pressed": "false", onclick: () => {
      const on = !this.view.tapping;
      this.send("tapping", { on });
      this.say(on ? words.tapping_on : words.tapping_off);
    } }, words.tapping);
    this.undo = el("button", { type: "button", onclick: () => this.send("untap") }, words.undo);
    this.clear = el("button", { type: "button", onclick: () => this.send("untap", { all: true }) }, words.clear);
    const own = el("section", { class: "mt-part", "data-scan": "" }, el("h4", {}, words.own_title), el("p", { class: "mt-soft" }, words.own_about),
      el("div", { class: "mt-row" }, this.tapping, this.undo, this.clear), this.pads.node,
      settings.range("pull", words.pull, [0, 100], (value) => words[value < 10 ? "pull_0" : value < 60 ? "pull_1" : value < 95 ? "pull_2" : "pull_3"]),
      settings.select("voice", words.voice, view.choices.voices), el("p", { class: "mt-soft" }, words.voice_clears));
    const loop = fold(words.loop_title,
      settings.range("tempo", words.tempo, view.choices.tempi, (value) => fill(words.tempo_said, { count: value })),
      settings.select("metre", words.metre, view.choices.metres), el("p", { class: "mt-soft" }, words.metre_about),
      settings.select("bars", words.bars, view.choices.bars), settings.select("scale", words.scale, view.choices.scales),
      settings.select("tonic", words.tonic, view.choices.tonics));
    return [layers, own, loop, this.ways()];
  }

  makeRow({ name, label }) {
    const { words, view } = this;
    const set = new Settings((what, value) => this.send("layer", { layer: name, [what]: value }));
    const on = el("button", { type: "button", class: "mt-choice mt-layer-on", "aria-pressed": "false", onclick: () => this.send("layer", { layer: name, on: !this.isOn(name) }) });
    const who = el("span", { class: "mt-soft mt-layer-who" });
    const title = el("span", { class: "mt-layer-name" }, label);
    const parts = [el("div", { class: "mt-layer-head" }, title, who), on];
    if (name !== "own") parts.push(set.select("density", fill(words.density, { layer: label }), view.choices.densities, { hidden: true }));
    parts.push(set.range("level", fill(words.level_of, { layer: label }), view.choices.levels, (value) => words[value < 75 ? "level_1" : value < 110 ? "level_2" : "level_3"]));
    return { name, label, set, on, who, node: el("div", { class: "mt-layer", role: "group", "aria-label": label, "data-scan": "" }, ...parts) };
  }

  at(name) {
    return this.view.layers.findIndex((layer) => layer.name === name);
  }

  isOn(name) {
    return this.view.made.on[this.at(name)];
  }

  look() {
    const { words } = this;
    this.roomNode = el("p", { class: "mt-told" });
    this.grid = el("div", { class: "mt-table-scroll", role: "region", tabindex: 0, "aria-label": words.grid_scroll });
    return [el("section", { class: "mt-card mt-look-card" }, el("h4", {}, words.look_title), this.roomNode, this.grid)];
  }

  build() {
    super.build();
    listenToKeys(this.stage, this.pads, () => this.view.ways, this.ended);
    const frame = () => {
      if (this.ended.aborted) return;
      this.mark();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  showView(view) {
    const { words } = this;
    this.rows.forEach(({ label, set, on, who }, at) => {
      const isOn = view.made.on[at];
      const layer = view.layers[at];
      on.setAttribute("aria-pressed", String(isOn));
      on.setAttribute("aria-label", `${label}: ${words.layer_on}`);
      on.replaceChildren(isOn ? words.layer_on : words.layer_off);
      who.textContent = layer.who ? fill(words.played_by, { who: layer.who }) : layer.open ? words.one_more : "";
      this.rows[at].node.classList.toggle("mt-layer-open", layer.open);
      set.show({ density: view.made.density[at], level: view.made.level[at] });
    });
    this.tapping.setAttribute("aria-pressed", String(view.tapping));
    this.undo.disabled = this.clear.disabled = view.made.taps.length === 0;
    const laid = JSON.stringify(view.pads);
    if (laid !== this.padsLaid) {
      this.padsLaid = laid;
      this.pads.lay(view.pads, view.on_drums);
      keyLabels(view.pads.length, this.model.get("lang")).then((labels) => this.pads.showKeys(labels));
    }
    this.roomNode.textContent = view.room;
    this.showGrid(view);
  }

  /** Layers down, eighths across, counted as one counts them; and how many in all, as figures and as shade. */
  showGrid({ layers, counts, beats, split }) {
    const shown = JSON.stringify([layers, counts, beats, split]);
    if (shown === this.gridShown) return;
    this.gridShown = shown;
    const { words } = this;
    const places = counts.map((_, at) => at);
    const count = (at) => split === 3 ? String(at % (beats * split) + 1) : at % split ? el("span", {}, "+") : String((at / split) % beats + 1);
    const head = places.map((at) => el("th", { scope: "col", class: at % split ? "mt-off" : "" }, count(at)));
    const cell = (on) => el("td", { class: on ? "mt-plays" : "" }, on ? el("span", { class: "mt-hidden" }, words.grid_plays) : null);
    this.columns = places.map(() => []);
    const rows = layers.map((layer) => {
      const cells = places.map((at) => cell(layer.steps.includes(at)));
      cells.forEach((one, at) => this.columns[at].push(one));
      return el("tr", {}, el("th", { scope: "row" }, layer.label), ...cells);
    });
    const total = counts.map((count) => el("td", { class: `mt-count mt-count-${Math.min(4, count)}` }, String(count)));
    total.forEach((one, at) => this.columns[at].push(one));
    this.grid.replaceChildren(el("table", { class: "mt-grid" }, el("caption", {}, words.grid), el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.grid_layer), ...head)),
      el("tbody", {}, ...rows, el("tr", { class: "mt-total" }, el("th", { scope: "row" }, words.grid_count), ...total))));
    this.marked = -1;
  }

  mark() {
    const at = this.isPlaying && !this.demo ? this.komp.heard() : -1;
    const eighths = this.view.beats * this.view.split;
    const bar = at < 0 ? null : this.komp.bars.find((one) => one.start <= at && at < one.start + one.length);
    const place = bar ? (bar.number % this.view.made.bars) * eighths + Math.floor(((at - bar.start) / bar.length) * eighths) : -1;
    if (place === this.marked) return;
    this.columns[this.marked]?.forEach((one) => one.classList.remove("mt-is-heard"));
    this.columns[place]?.forEach((one) => one.classList.add("mt-is-heard"));
    this.marked = place;
  }

  /** A tap is told at the moment of the music that was heard with it. */
  playPad(move) {
    const late = this.isPlaying ? this.now() - this.komp.heard() : 0;
    const at = Math.max(0, move.stamp - this.zero - late);
    if (this.sound.isHere) {
      if (this.sound.isLoaded) this.sound.sound(0, move);
      else if (move.sounding) this.sound.firstTouch(move, () => this.state === "ready" && this.say(this.words.ready), () => [...this.pads.held.values()].includes(move.pitch));
    }
    this.send("play", { on: move.sounding, pitch: move.pitch, velocity: move.velocity, at, loose: !this.isPlaying });
  }

  stop() {
    this.pads?.releaseAll();
    super.stop();
  }
}

export default { render: bandRender(Groove, "groove") };

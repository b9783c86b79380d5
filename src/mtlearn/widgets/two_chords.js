// Two chords: choose them by ear, let them go round, write a verse over them, and print it.

import { counted, el, fill, freshId } from "./base.js";
import { BandPage, bandRender, printAlone } from "./band.js";
import { fold } from "./setting.js";
import { Written } from "./written.js";
import { Pads } from "./pads.js";
import { listenToKeys, keyLabels } from "./keys.js";

class TwoChords extends BandPage {
  body() {
    const { words, view, settings } = this;
    this.pads = new Pads(words, (move) => this.playPad(move), this.ended);
    this.chordNodes = { first: el("div", {}), second: el("div", {}) };
    this.chordsShown = "";
    const chords = el("section", { class: "mt-part", "data-scan": "" }, el("h4", {}, words.chords_title), el("p", { class: "mt-soft" }, words.chords_hint),
      this.chordNodes.first, this.chordNodes.second, settings.select("style", words.style, view.choices.styles));
    const keys = fold(words.keys,
      settings.select("voice", words.voice, view.choices.voices), settings.select("scale", words.scale, view.choices.scales),
      settings.select("tonic", words.tonic, view.choices.tonics),
      settings.range("tempo", words.tempo, view.choices.tempi, (value) => fill(words.tempo_said, { count: value })),
      settings.select("rounds", words.rounds_label, view.choices.rounds));
    this.record = el("button", { type: "button", onclick: () => this.playIn() }, words.record);
    this.propose = el("button", { type: "button", onclick: () => {
      this.send("propose");
      this.say(words.proposed_said);
    } }, words.propose);
    const tune = el("section", { class: "mt-part", "data-scan": "" }, el("h4", {}, words.tune_title),
      settings.select("tune", words.tune, ["none", "proposed", "own"].map((one) => [one, words[`tune_${one}`]])),
      el("p", { class: "mt-soft" }, words.tune_about), el("div", { class: "mt-row" }, this.propose, this.record),
      el("p", { class: "mt-soft" }, words.record_hint), this.pads.node);
    return [chords, keys, this.makeWords(), tune, this.ways()];
  }

  makeWords() {
    const { words, view } = this;
    const how = { name: view.name, send: (type, content) => this.send(type, content) };
    const titleId = freshId("title");
    const title = el("input", { type: "text", id: titleId, maxlength: 80, autocomplete: "off" });
    this.title = new Written(words, { ...how, field: "title", view: () => this.view.title_text }, [title], this.ended);
    this.lines = [0, 1, 2, 3].map((at) => {
      const [id, said] = [freshId("line"), freshId("said")];
      const input = el("input", { type: "text", id, maxlength: 200, autocomplete: "off", "aria-describedby": said });
      const count = el("span", { id: said, class: "mt-soft mt-count" });
      const order = el("select", { "aria-label": fill(words.order, { number: at + 1 }), onchange: () => this.setOrder(at, order.value) });
      return { input, count, order, node: el("div", { class: "mt-verse-field" }, el("label", { for: id }, fill(words.line, { number: at + 1 })), input, count, order) };
    });
    this.verse = new Written(words, { ...how, field: "verse", view: () => this.view.verse }, this.lines.map(({ input }) => input), this.ended);
    this.fields.push(this.title, this.verse);
    const useExample = el("button", { type: "button", onclick: () => this.useExample() }, words.use_example);
    return el("section", { class: "mt-part mt-verse-words", "data-scan": "" }, el("h4", {}, words.words_title), el("p", { class: "mt-soft" }, words.words_help),
      el("div", { class: "mt-field" }, el("label", { for: titleId }, words.title_label), title), ...this.lines.map(({ node }) => node),
      el("p", { class: "mt-soft" }, words.syllables_hint), el("div", { class: "mt-row" }, useExample, this.verse.saved));
  }

  look() {
    const { words } = this;
    this.sheetWords = el("div", { class: "mt-verse-sheet-words" });
    this.notes = el("div", { class: "mt-notation-scroll mt-verse-notes", hidden: true });
    this.mapNode = el("div", { class: "mt-table-scroll" });
    this.table = el("div", { class: "mt-table-scroll" });
    this.sheetTitle = el("p", { class: "mt-verse-title" });
    this.sheetHow = el("p", { class: "mt-soft mt-verse-how" });
    this.sheet = el("div", { class: "mt-verse-sheet" }, this.sheetTitle, this.sheetHow, this.sheetWords, this.notes);
    this.sheetSaid = el("p", { class: "mt-soft", role: "status" });
    const show = el("button", { type: "button", onclick: () => this.showSheet() }, words.sheet_show);
    const print = el("button", { type: "button", class: "mt-print", onclick: () => printAlone(this.sheet) }, words.print);
    const files = ["musicxml", "midi", "wav", "html", "text"].map((form) => el("button", { type: "button", onclick: () => {
      this.say(words.making_file);
      this.sheetSaid.textContent = words.making_file;
      this.send("file", { format: form });
    } }, words[`file_${form}`]));
    return [el("section", { class: "mt-card mt-look-card", "data-scan": "" }, el("h4", {}, words.sheet_title), this.sheet,
      el("div", { class: "mt-row" }, show, print), this.sheetSaid,
      el("p", { class: "mt-row-name" }, words.take_along), el("div", { class: "mt-row" }, ...files),
      el("h5", {}, words.map), this.mapNode,
      el("details", { class: "mt-fold" }, el("summary", {}, words.melody_table), this.table))];
  }

  build() {
    super.build();
    listenToKeys(this.pads.node, this.pads, () => this.view.ways, this.ended);
    // Going round, the bar that is heard is marked in the map.
    const frame = () => {
      if (this.ended.aborted) return;
      this.mark();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  mark() {
    const at = this.isPlaying && !this.demo ? this.komp.heard() : -1;
    const bar = at < 0 ? null : this.komp.bars.find((one) => one.start <= at && at < one.start + one.length);
    const place = bar ? bar.number % this.view.bars.length : -1;
    if (place === this.marked) return;
    this.marked = place;
    this.cells?.forEach((cell, on) => cell.classList.toggle("mt-is-now", on === place));
  }

  showView(view) {
    const { words } = this;
    this.showChords(view);
    const laid = JSON.stringify(view.pads);
    if (laid !== this.padsLaid) {
      this.padsLaid = laid;
      this.pads.lay(view.pads);
      keyLabels(view.pads.length, this.model.get("lang")).then((labels) => this.pads.showKeys(labels));
    }
    const orders = JSON.stringify(view.choices.orders);
    this.lines.forEach(({ count, order }, at) => {
      if (orders !== this.ordersShown) order.replaceChildren(...view.choices.orders.map(([value, text]) => el("option", { value }, text)));
      order.value = view.made.orders[at];
      const many = view.syllables[at];
      const key = many > view.most ? "syllables_many" : many === 0 ? "syllables_none" : "syllables";
      count.textContent = key === "syllables" ? counted(words, key, many) : fill(words[key], { count: many });
    });
    this.ordersShown = orders;
    this.propose.disabled = view.made.tune !== "proposed";
    this.sheetTitle.textContent = view.title_text.text || words.untitled;
    this.sheetHow.textContent = view.how;
    this.sheetWords.replaceChildren(...view.lines.map((line) => el("p", { class: "mt-verse-line" },
      ...line.map(([chord, text]) => el("span", { class: "mt-verse-part" }, el("b", {}, chord), text || " ")))));
    this.showMap(view);
    this.showTable(view);
  }

  /** The chords to choose among, twice: each press is heard, and chosen. */
  showChords(view) {
    const shown = JSON.stringify(view.chords);
    if (shown !== this.chordsShown) {
      this.chordsShown = shown;
      const hadFocus = Object.values(this.chordNodes).some((node) => node.contains(document.activeElement));
      for (const which of ["first", "second"]) {
        const options = view.chords.map(([numeral, name]) => [numeral, el("b", {}, name), " ", el("small", {}, numeral)]);
        this.chordNodes[which].replaceChildren(this.settings.one(which, this.words[which], options, { pressed: (numeral) => this.hearChord(numeral) }));
      }
      if (hadFocus) this.chordNodes.first.querySelector("button").focus();
    }
    this.settings.show({ first: view.made.first, second: view.made.second });
  }

  /** A chord by itself; while the chords go round, the choice is heard in them instead. */
  hearChord(numeral) {
    if (this.state !== "ready") return;
    if (this.sound.isHere) this.sound.wake().player.resume();
    this.send("chord", { chord: numeral });
  }

  setOrder(at, order) {
    const orders = [...this.view.made.orders];
    orders[at] = order;
    this.send("set", { name: "orders", value: orders });
  }

  useExample() {
    const { words } = this;
    if (this.verse.text.trim()) {
      this.say(words.own_stays);
      return;
    }
    this.verse.fill(words.example_verse.trim());
    if (!this.title.text.trim()) this.title.fill(words.example_title);
    this.say(words.use_example_said);
  }

  playIn() {
    this.stop();
    this.recording = true;
    this.start();
  }

  send(type, content = {}) {
    super.send(type, type === "start" && this.recording ? { ...content, record: true } : content);
  }

  begun() {
    if (this.recording) {
      this.say(this.words.recording);
      if (this.scan.count === 0) this.pads.focus();
    }
  }

  rested() {
    this.recording = false;
  }

  playPad(move) {
    const at = Math.max(0, move.stamp - this.zero);
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

  showMap({ bars }) {
    const { words } = this;
    this.cells = bars.map((name) => el("td", {}, name));
    this.marked = null;
    const rows = [0, 1, 2, 3].map((line) => el("tr", {}, el("th", { scope: "row" }, line + 1), ...this.cells.slice(4 * line, 4 * line + 4)));
    this.mapNode.replaceChildren(el("table", { class: "mt-song-map" }, el("caption", { class: "mt-hidden" }, words.map),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.map_line), ...[1, 2, 3, 4].map((bar) => el("th", { scope: "col" }, fill(words.map_bar, { number: bar }))))),
      el("tbody", {}, ...rows)));
  }

  showTable({ sung, beats, sung_names: names }) {
    const { words } = this;
    const head = ["melody_bar", "melody_beat", "melody_tone", "melody_word"].map((one) => el("th", { scope: "col" }, words[one]));
    this.table.tabIndex = 0;
    this.table.setAttribute("role", "region");
    this.table.setAttribute("aria-label", words.melody_table);
    this.table.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...sung.map(([onset, , , syllable], at) =>
      el("tr", {}, ...[Math.floor(onset / beats) + 1, (onset % beats + 1).toLocaleString(words.locale, { maximumFractionDigits: 2 }), names[at], syllable].map((cell) => el("td", {}, String(cell))))))));
  }

  showSheet() {
    this.sheetSaid.textContent = this.words.sheet_writing;
    this.send("sheet", { width: this.stage.clientWidth - 40 });
  }

  hearSheet({ svg }) {
    const { words } = this;
    this.notes.hidden = !svg;
    this.notes.innerHTML = svg;
    const picture = this.notes.querySelector("svg");
    if (picture) {
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", fill(words.sheet_label, { tones: this.view.sung.length }));
    }
    this.sheetSaid.textContent = svg ? words.sheet_said : words.sheet_none;
  }

  hearFile(message, buffers) {
    super.hearFile(message, buffers);
    this.sheetSaid.textContent = fill(this.words.file_made, { name: message.name });
  }
}

export default { render: bandRender(TwoChords, "two-chords") };

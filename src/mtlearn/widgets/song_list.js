// Your song list: words become a row of pieces; it is ordered with buttons, and played with a stop always in reach.

import { el, fill, freshId } from "./base.js";
import { BandPage, bandRender, printAlone } from "./band.js";
import { fold } from "./setting.js";

const listSvg = "http://www.w3.org/2000/svg";

class SongList extends BandPage {
  controls() {
    const { words } = this;
    const { start, stop, panic } = this.buttons;
    this.nextButton = el("button", { type: "button", disabled: true, onclick: () => this.next() }, words.next);
    this.rests = el("button", { type: "button", disabled: true, onclick: () => this.toggle() }, words.pause);
    return [start, this.rests, this.nextButton, stop, panic];
  }

  body() {
    const { words, view, settings } = this;
    const [wordId, titleId, titleWordId, pieceId] = ["word", "title", "titleword", "piece"].map(freshId);
    const add = ([value, word]) => el("button", { type: "button", class: "mt-choice", "aria-label": fill(words.add_word, { word }), onclick: () => this.add(["piece", word, value, ""]) }, `+ ${word}`);
    this.ownWord = el("input", { type: "text", id: wordId, maxlength: 40, autocomplete: "off" });
    this.ownPiece = el("select", { id: pieceId }, ...view.choices.pieces.map(([value, text]) => el("option", { value }, text)));
    this.ownTitle = el("input", { type: "text", id: titleId, maxlength: 120, autocomplete: "off" });
    this.ownTitleWord = el("input", { type: "text", id: titleWordId, maxlength: 40, autocomplete: "off" });
    const field = (label, input) => el("div", { class: "mt-field" }, el("label", { for: input.id }, label), input);
    this.list = el("ol", { class: "mt-list" });
    return [el("p", { class: "mt-caution" }, words.caution),
      el("section", { class: "mt-part", "data-scan": "" }, el("h4", {}, words.words_title), el("p", { class: "mt-soft" }, words.words_help),
        el("div", { class: "mt-row" }, ...view.choices.words.map(add))),
      fold(words.own_word_title, field(words.own_word, this.ownWord), field(words.own_word_piece, this.ownPiece),
        el("button", { type: "button", onclick: () => this.addWord() }, words.add)),
      fold(words.own_song_title, el("p", { class: "mt-soft mt-wide" }, words.own_song_help), field(words.own_song_name, this.ownTitle), field(words.own_word, this.ownTitleWord),
        el("button", { type: "button", onclick: () => this.addSong() }, words.add)),
      el("section", { class: "mt-part", "data-scan": "" }, el("h4", {}, words.list_heading), this.list),
      fold(words.settings_title, settings.select("seconds", words.seconds, view.choices.seconds), settings.select("percent", words.percent, view.choices.percents),
        settings.range("fade", words.fade, view.choices.fades, (value) => value ? fill(words.fade_said, { count: value }) : words.fade_none), el("p", { class: "mt-soft mt-wide" }, words.fade_about),
        settings.select("voice", words.voice, view.choices.voices), settings.select("scale", words.scale, view.choices.scales)),
      this.ways()];
  }

  look() {
    const { words } = this;
    this.summary = el("p", { class: "mt-told" });
    this.picture = el("div", {});
    this.table = el("div", { class: "mt-table-scroll", role: "region", tabindex: 0, "aria-label": words.list_title });
    this.paper = el("div", { class: "mt-list-sheet" });
    const print = el("button", { type: "button", class: "mt-print", onclick: () => printAlone(this.paper) }, words.print);
    const text = el("button", { type: "button", onclick: () => this.send("file") }, words.file_text);
    this.paper.hidden = true;
    return [el("section", { class: "mt-card mt-look-card", "data-scan": "" }, el("h4", {}, words.look_title), this.summary, this.picture, this.table, this.paper,
      el("div", { class: "mt-row" }, print, text))];
  }

  items() {
    return this.view.made.items.map((item) => [...item]);
  }

  put(items) {
    this.send("set", { name: "items", value: items });
  }

  add(item) {
    const items = this.items();
    const { words, view } = this;
    if (items.length >= view.most) {
      this.say(fill(words.full, { most: view.most }));
      return;
    }
    this.put([...items, item]);
    this.say(fill(words.added, { word: item[1] || item[3], number: items.length + 1 }));
  }

  addWord() {
    const word = this.ownWord.value.trim();
    if (!word) {
      this.say(this.words.add_needs_word);
      this.ownWord.focus();
      return;
    }
    this.add(["piece", word, this.ownPiece.value, ""]);
    this.ownWord.value = "";
  }

  addSong() {
    const title = this.ownTitle.value.trim();
    if (!title) {
      this.say(this.words.add_needs_title);
      this.ownTitle.focus();
      return;
    }
    this.add(["own", this.ownTitleWord.value.trim(), "", title]);
    this.ownTitle.value = this.ownTitleWord.value = "";
  }

  move(at, to) {
    const items = this.items();
    const [item] = items.splice(at, 1);
    items.splice(to, 0, item);
    this.wanted = { at: to, what: to < at ? "up" : "down" };
    this.put(items);
    this.say(fill(this.words.moved, { word: item[1] || item[3], number: to + 1 }));
  }

  remove(at) {
    const items = this.items();
    const [item] = items.splice(at, 1);
    this.wanted = { at: Math.min(at, items.length - 1), what: "remove" };
    this.put(items);
    this.say(fill(this.words.removed, { word: item[1] || item[3] }));
  }

  showView(view) {
    const shown = JSON.stringify([view.rows, view.made.items]);
    if (shown === this.listShown) return;
    this.listShown = shown;
    const { words } = this;
    const last = view.rows.length - 1;
    this.list.replaceChildren(...(view.rows.length ? view.rows.map((row, at) => {
      const named = { number: at + 1, word: row.word || row.what };
      const button = (what, sign, act, disabled = false) => el("button", { type: "button", class: "mt-small", "data-what": what, "aria-label": fill(words[what], named), disabled, onclick: act }, sign);
      return el("li", { class: "mt-list-row" }, el("span", { class: "mt-list-text" }, el("b", {}, row.word || "–"), el("span", { class: "mt-soft" }, row.what)),
        el("span", { class: "mt-list-buttons" },
          row.own ? null : button("hear_from", words.hear_this, () => this.startFrom(at, true)),
          button("up", "↑", () => this.move(at, at - 1), at === 0), button("down", "↓", () => this.move(at, at + 1), at === last), button("remove", "✕", () => this.remove(at))));
    }) : [el("li", { class: "mt-soft mt-list-none" }, words.list_none)]));
    this.markPlace(this.placed ?? -1);
    this.focusWanted();
    this.summary.textContent = view.summary;
    this.showPicture(view.rows);
    this.table.hidden = view.rows.length === 0;
    this.table.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ...["number", "word", "what", "tempo"].map((one) => el("th", { scope: "col" }, words[`table_${one}`])))),
      el("tbody", {}, ...view.rows.map((row, at) => el("tr", {}, ...[at + 1, row.word, row.what, row.tempo || "–"].map((cell) => el("td", {}, String(cell))))))));
    this.paper.replaceChildren(el("h4", {}, words.list_title), el("ol", {}, ...view.rows.map((row) => el("li", {}, row.word ? el("b", {}, `${row.word}: `) : "", row.what))));
  }

  /** Focus stays with what was moved. */
  focusWanted() {
    const { wanted } = this;
    this.wanted = null;
    if (!wanted || this.scan.count > 0) return;
    const row = this.list.children[wanted.at];
    const other = wanted.what === "up" ? "down" : "up";
    const button = [wanted.what, other].map((what) => row?.querySelector(`[data-what=${what}]:not([disabled])`)).find(Boolean) ?? row?.querySelector("button:not([disabled])");
    (button ?? this.buttons.start).focus();
  }

  showPicture(rows) {
    const { words } = this;
    if (!rows.length) {
      this.picture.replaceChildren();
      return;
    }
    const [width, height] = [640, 140];
    const make = (tag, props, ...inside) => {
      const node = document.createElementNS(listSvg, tag);
      for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
      node.append(...inside);
      return node;
    };
    const wide = Math.min(110, width / rows.length);
    const said = rows.map((row) => fill(row.own ? words.picture_own : words.picture_row, { word: row.word || row.what, tempo: row.tempo })).join(", ");
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "mt-list-picture", "aria-label": fill(words.picture, { rows: said }) });
    rows.forEach((row, at) => {
      const tall = row.own ? 50 : 20 + (80 * (row.tempo - 40)) / 100;
      svg.append(make("rect", { x: at * wide + 2, y: height - 24 - tall, width: wide - 4, height: tall, rx: 5, class: row.own ? "mt-step-own" : "mt-step" }));
      if (wide > 50) svg.append(make("text", { x: at * wide + wide / 2, y: height - 8, "text-anchor": "middle" }, (row.word || row.what).slice(0, 14)));
    });
    this.picture.replaceChildren(svg);
  }

  startFrom(at, only) {
    this.from = { from: at, only };
    this.start();
  }

  start(demo = false) {
    if (!demo && !this.view.rows.length) {
      this.say(this.words.list_empty);
      return undefined;
    }
    if (demo) this.from = null;
    return super.start(demo);
  }

  send(type, content = {}) {
    super.send(type, type === "start" && this.from ? { ...content, ...this.from } : content);
    if (type === "start") this.from = null;
  }

  begun(demo) {
    this.rests.disabled = demo;
    this.nextButton.disabled = demo;
    this.rests.replaceChildren(this.words.pause);
  }

  rested() {
    this.rests.disabled = this.nextButton.disabled = true;
    this.rests.replaceChildren(this.words.pause);
    this.markPlace(-1);
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

  /** Skip to the next place, now. */
  next() {
    if (this.state !== "playing" && this.state !== "paused") return;
    this.quiet();
    this.komp.end();
    this.state = "playing";
    this.rests.replaceChildren(this.words.pause);
    this.send("next", { at: this.now() });
  }

  hearPlace({ at, text, waits }) {
    this.say(text);
    this.markPlace(at);
    this.rests.disabled = waits;
    this.nextButton.classList.toggle("mt-main", waits);
  }

  markPlace(at) {
    this.placed = at;
    [...this.list.children].forEach((row, on) => {
      row.classList.toggle("mt-is-heard", on === at);
      if (on === at) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
    if (at < 0) this.nextButton.classList.remove("mt-main");
  }
}

export default { render: bandRender(SongList, "song-list") };

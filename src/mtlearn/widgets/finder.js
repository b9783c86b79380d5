// A list one can search: a field, choices that narrow it, how many are shown, and an address for each entry.

import { el, fill, freshId } from "./base.js";

const LETTERS = { æ: "a", ø: "o", å: "a", ð: "d", đ: "d", ß: "ss", œ: "o" };

/** Write a text the way somebody without the keys for it might: "Pårørende", "paarørende" and "parorende" alike. */
export function folded(text) {
  const plain = text.toLowerCase().replace(/[æøåðđßœ]/g, (letter) => LETTERS[letter]);
  return plain.normalize("NFKD").replace(/\p{Mark}/gu, "").replace(/a[ae]/g, "a").replace(/oe/g, "o");
}

/** Whether the page is the course's own; JupyterLab has addresses of its own. */
function isServed() {
  return Boolean(document.querySelector('[id^="cell-id="]'));
}

/**
 * Rows `{id, node, names, text, facets}` as a list: `names` are what an entry is called, `text` all else it says,
 * `facets` what the choices look at. A choice is `{name, label, all, options: [[value, label], …]}`.
 */
export class Finder {
  constructor(words, rows, choices, signal) {
    this.words = words;
    this.rows = rows.map((row) => ({ ...row, named: row.names.map(folded), all: folded([...row.names, row.text].join(" ")) }));
    this.status = el("p", { class: "mt-soft mt-found", role: "status" });
    const ids = { field: freshId("find") };
    this.field = el("input", { type: "search", id: ids.field, autocomplete: "off", spellcheck: "false", oninput: () => this.show() });
    this.choices = choices.map((choice) => this.choice(choice));
    this.list = el("ul", { class: "mt-finder-list" }, ...this.rows.map((row) => row.node));
    this.node = el("div", { class: "mt-finder" },
      el("div", { class: "mt-finder-head", role: "search" },
        el("div", { class: "mt-finder-field" }, el("label", { for: ids.field }, words.find), this.field),
        ...this.choices.map(({ node }) => node)),
      this.status, this.list);
    window.addEventListener("hashchange", () => this.reveal(decodeURIComponent(location.hash.slice(1))), { signal });
    this.show();
  }

  choice({ name, label, all, options }) {
    const id = freshId(name);
    const select = el("select", { id, onchange: () => this.show() }, el("option", { value: "" }, all),
      ...options.map(([value, text]) => el("option", { value }, text)));
    return { name, select, node: el("div", { class: "mt-finder-field" }, el("label", { for: id }, label), select) };
  }

  /** Show the rows that hold every word asked for; those called that come first. */
  show() {
    const asked = folded(this.field.value).split(/\s+/).filter(Boolean);
    const whole = asked.join(" ");
    const rank = (row) => {
      if (!whole) return 2;
      if (row.named.some((name) => name.startsWith(whole))) return 0;
      return row.named.some((name) => name.includes(whole)) ? 1 : 2;
    };
    const fits = (row) => asked.every((word) => row.all.includes(word))
      && this.choices.every(({ name, select }) => !select.value || row.facets[name].includes(select.value));
    const found = this.rows.filter(fits).map((row, at) => [rank(row), at, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.list.replaceChildren(...found.map(([, , row]) => row.node));
    this.status.textContent = found.length ? fill(this.words.found, { count: found.length, all: this.rows.length }) : this.words.none;
  }

  /** Go to an entry by its id, whatever was searched for; say whether there is one. */
  reveal(id) {
    const row = this.rows.find((one) => one.id === id);
    if (!row) return false;
    if (!row.node.isConnected) {
      this.field.value = "";
      for (const { select } of this.choices) select.value = "";
      this.show();
    }
    for (const one of this.rows) one.node.classList.toggle("mt-is-found", one === row);
    row.node.scrollIntoView({ block: "start" });
    row.node.focus({ preventScroll: true });
    if (isServed()) history.replaceState(null, "", `#${id}`);
    return true;
  }

  /** Once it is on the page: go where the page's address points. */
  arrive() {
    const asked = decodeURIComponent(location.hash.slice(1));
    if (asked) requestAnimationFrame(() => this.reveal(asked));
  }
}

/** A link to another entry of the same list, which goes there without loading anything. */
export function entryLink(finder, id, text, props = {}) {
  return el("a", { ...props, href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    finder().reveal(id);
  } }, text);
}

// All sources: who and when, how each was read, whether it holds, and what in the course stands on it.

import { el, fill, root } from "./base.js";
import { Finder, entryLink } from "./finder.js";

function placeList(words, places) {
  const one = ({ text, href, parts }) => [href ? el("a", { href }, text) : text, parts ? ` (${parts})` : ""];
  return places.length ? el("small", { class: "mt-register-places" }, el("br"), words.used, " ", ...places.flatMap((place, at) => [at ? "; " : "", ...one(place)])) : null;
}

function sourceRow(source, words, finder) {
  const title = el("cite", {}, source.title);
  const claims = source.claims.map(({ text, strength, note, places }) => el("li", {}, text, " ", el("small", {}, strength, note ? `. ${note}` : ""), placeList(words, places)));
  const node = el("li", { id: source.id, tabindex: "-1", class: source.fallen ? "mt-has-fallen" : null },
    el("h2", {}, source.who),
    el("p", {}, source.url ? el("a", { href: source.url, rel: "noreferrer noopener", target: "_blank" }, title) : title, source.where ? `. ${source.where}` : ""),
    el("p", { class: "mt-finder-small" }, source.facts.filter(Boolean).join(" · ")),
    source.status ? el("p", { class: "mt-finder-status" }, source.status, ...(source.next ? [" ", entryLink(finder, source.next, words.next)] : [])) : null,
    source.note ? el("p", { class: "mt-finder-small" }, source.note) : null,
    claims.length ? el("details", { class: "mt-fold" }, el("summary", {}, fill(words.carries, { count: claims.length })), el("ul", {}, ...claims)) : null);
  const text = [...source.facts, source.where, source.status, source.note, ...source.claims.flatMap((claim) => [claim.text, ...claim.places.map((place) => place.text)])].join(" ");
  return { id: source.id, node, names: [source.who, source.title], text, facets: source.facets };
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "register");
    const words = model.get("words");
    const { sources, choices } = model.get("view");
    let finder = null;
    const order = new Intl.Collator(model.get("lang")).compare;
    const rows = [...sources].sort((a, b) => order(a.who, b.who)).map((source) => sourceRow(source, words, () => finder));
    finder = new Finder(words, rows, choices, signal);
    node.append(finder.node);
    finder.arrive();
  },
};

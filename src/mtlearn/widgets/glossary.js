// The glossary: each term in three languages and in plain words, searched in all of them.

import { el, root } from "./base.js";
import { Finder, entryLink } from "./finder.js";
import { referenceList } from "./references.js";

function termRow(term, words, finder) {
  const others = term.others.flatMap(({ label, lang, text }, at) => [at ? " · " : "", `${label}: `, el("span", { lang }, text)]);
  const see = term.see.flatMap(({ id, text }, at) => [at ? ", " : " ", entryLink(finder, id, text)]);
  const node = el("li", { id: term.id, tabindex: "-1" },
    el("h2", {}, term.name),
    el("p", { class: "mt-finder-small" }, ...others),
    el("p", {}, term.about),
    see.length ? el("p", { class: "mt-finder-small mt-finder-see" }, words.see, ...see) : null,
    referenceList(words, term.claims));
  return { id: term.id, node, names: [term.name, ...term.others.map(({ text }) => text)], text: term.about, facets: {} };
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "glossary");
    const words = model.get("words");
    let finder = null;
    const order = new Intl.Collator(model.get("lang")).compare;
    const terms = [...model.get("view").terms].sort((a, b) => order(a.name, b.name));
    finder = new Finder(words, terms.map((term) => termRow(term, words, () => finder)), [], signal);
    node.append(finder.node);
    finder.arrive();
  },
};

// What a piece of feedback stands on, to be opened in place.
import { el } from "./base.js";

/** Claims with their strength and sources, folded; null where there are none. */
export function referenceList(words, claims) {
  if (!claims.length) return null;
  return el("details", { class: "mt-stands-on mt-fold" }, el("summary", {}, words.stands_on), el("ul", {},
    ...claims.map((claim) => el("li", {}, claim.text, " ", el("small", {}, claim.strength, ": ",
      ...claim.sources.flatMap((source, at) => [at ? ", " : "", el("a", { href: source.href }, source.label)]))))));
}

// What is said of one part of an item once it is answered.
import { el, freshId } from "./base.js";

/** What stands under an option, step or pair once it is answered: marks in sign and word, then why. */
export function quizRemark() {
  const node = el("div", { class: "mt-remark", id: freshId("remark"), hidden: true });
  const show = (marks, feedback) => {
    node.hidden = feedback === null;
    if (feedback === null) return node.replaceChildren();
    return node.replaceChildren(
      ...marks.map(([kind, sign, said]) => el("span", { class: `mt-mark mt-mark-${kind}` },
        el("span", { "aria-hidden": "true" }, `${sign} `), said)),
      el("p", {}, feedback),
    );
  };
  return { node, show };
}

// Items whose parts are put in order or brought together.
import { el, fill, freshId } from "./base.js";
import { quizRemark } from "./quiz-remark.js";

/** Steps to put in order, by buttons or by the arrow keys. */
export function quizOrdering(words, shown, { changed, announce }) {
  const remarks = shown.options.map(quizRemark);
  const list = el("ol", { class: "mt-steps" });
  const total = shown.options.length;
  const place = (row) => [...list.children].indexOf(row);
  const move = (row, by, button) => {
    const from = place(row);
    const to = from + by;
    if (to < 0 || to >= total) return;
    if (by < 0) list.insertBefore(row, list.children[to]);
    else list.insertBefore(row, list.children[to].nextSibling);
    settle();
    button.focus();
    announce(fill(words.moved, { text: shown.options[rows.indexOf(row)], place: to + 1, total }));
    changed();
  };
  const mover = (row, text, by) => el("button", {
    type: "button", class: "mt-mover", "aria-label": fill(by < 0 ? words.up : words.down, { text }),
    onclick: (event) => move(row, by, event.currentTarget),
  }, by < 0 ? "↑" : "↓");
  const rows = shown.options.map((text, number) => {
    const row = el("li", {});
    row.append(el("div", { class: "mt-step" }, el("span", { class: "mt-step-text" }, text),
      el("span", { class: "mt-movers" }, mover(row, text, -1), mover(row, text, 1))), remarks[number].node);
    row.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || event.target.tagName !== "BUTTON") return;
      event.preventDefault();
      event.stopPropagation();
      move(row, by, event.target);
    });
    return row;
  });
  const settle = () => [...list.children].forEach((row, at) => {
    const [up, down] = row.querySelectorAll("button");
    up.setAttribute("aria-disabled", at === 0);
    down.setAttribute("aria-disabled", at === total - 1);
  });
  const put = (answer) => {
    list.replaceChildren(...(answer ?? [...rows.keys()]).map((number) => rows[number]));
    settle();
  };
  put(null);
  return {
    how: words.how_ordering,
    nodes: [list],
    read: () => [...list.children].map((row) => rows.indexOf(row)),
    put,
    remark(verdict) {
      remarks.forEach((remark, number) => remark.show(!verdict ? [] : [verdict.holds[number]
        ? ["good", "✓", words.mark_in_place] : ["look", "↕", words.mark_elsewhere]],
      verdict ? verdict.feedback[number] : null));
    },
  };
}

/** Left sides, each with a choice of right sides. */
export function quizMatching(words, shown, { changed }) {
  const remarks = shown.lefts.map(quizRemark);
  const selects = remarks.map((remark) => el("select", {
    id: freshId("pair"), "aria-describedby": remark.node.id, onchange: changed,
  }, el("option", { value: "" }, words.choose),
  ...shown.options.map((text, place) => el("option", { value: place }, text))));
  const rows = shown.lefts.map((left, number) => el("div", { class: "mt-pair" },
    el("label", { for: selects[number].id }, left), selects[number], remarks[number].node));
  return {
    how: words.how_matching,
    missing: words.choose_all,
    nodes: rows,
    read() {
      const chosen = selects.map((select) => select.value);
      return chosen.includes("") || new Set(chosen).size < chosen.length ? null : chosen.map(Number);
    },
    put(answer) {
      selects.forEach((select, number) => { select.value = answer ? String(answer[number]) : ""; });
    },
    remark(verdict) {
      remarks.forEach((remark, number) => remark.show(!verdict ? [] : [verdict.holds[number]
        ? ["good", "✓", words.mark_together] : ["look", "↔", words.mark_other]],
      verdict ? verdict.feedback[number] : null));
    },
  };
}

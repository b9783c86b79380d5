// Items in which something is chosen: options, a statement with its reason, a sentence in a text.
import { el, fill, freshId } from "./base.js";
import { quizRemark } from "./quiz-remark.js";

/** Options to choose one or several of. */
export function quizOptions(words, shown, { changed }) {
  const single = shown.type !== "multiple";
  const name = freshId("item");
  const remarks = shown.options.map(quizRemark);
  const inputs = remarks.map((remark) => el("input", {
    type: single ? "radio" : "checkbox", name, "aria-describedby": remark.node.id, onchange: changed,
  }));
  const rows = shown.options.map((text, place) => el("div", { class: "mt-option" },
    el("label", {}, inputs[place], el("span", {}, text)), remarks[place].node));
  return {
    how: single ? words.how_single : words.how_multiple,
    missing: words.choose_first,
    nodes: rows,
    read() {
      const chosen = inputs.flatMap((input, place) => (input.checked ? [place] : []));
      return chosen.length ? chosen : null;
    },
    put(answer) {
      inputs.forEach((input, place) => { input.checked = Boolean(answer?.includes(place)); });
    },
    remark(verdict, answer) {
      rows.forEach((row, place) => {
        const chosen = answer?.includes(place);
        row.classList.toggle("mt-chosen", Boolean(chosen));
        const [holds, not] = single ? [words.mark_fits, words.mark_fits_less] : [words.mark_holds, words.mark_not];
        const marks = !verdict ? [] : [verdict.holds[place] ? ["good", "✓", holds] : ["look", "–", not]];
        if (chosen) marks.push(["chosen", "●", words.mark_chosen]);
        remarks[place].show(marks, verdict ? verdict.feedback[place] : null);
      });
    },
  };
}

/** A statement: does it hold, and for which reason? */
export function quizStatement(words, shown, { changed }) {
  const says = quizOptions(words, { type: "single", options: [words.says_true, words.says_false] }, { changed });
  const reasons = quizOptions(words, shown, { changed });
  const said = quizRemark();
  const part = (name, nodes) => el("fieldset", { class: "mt-part" }, el("legend", {}, name), ...nodes);
  return {
    how: words.how_statement,
    missing: words.choose_both,
    nodes: [part(words.statement, [...says.nodes, said.node]), part(words.reason, reasons.nodes)],
    read() {
      const [one, other] = [says.read(), reasons.read()];
      return one && other ? [...one, ...other] : null;
    },
    put(answer) {
      says.put(answer?.slice(0, 1));
      reasons.put(answer?.slice(1));
    },
    remark(verdict, answer) {
      says.nodes.forEach((row, place) => row.classList.toggle("mt-chosen", Boolean(verdict) && answer[0] === place));
      const holds = verdict?.statement.holds;
      said.show(!verdict ? [] : [holds ? ["good", "✓", words.mark_statement_holds] : ["look", "–", words.mark_statement_not]],
        verdict ? verdict.statement.feedback : null);
      reasons.remark(verdict, answer?.slice(1));
    },
  };
}

/** A text in which one sentence is marked: each sentence is a choice, and they read on as text. */
export function quizSpot(words, shown, { changed }) {
  const name = freshId("spot");
  const remarks = shown.options.map(quizRemark);
  const inputs = remarks.map((remark) => el("input", { type: "radio", name, "aria-describedby": remark.node.id, onchange: changed }));
  const labels = shown.options.map((text, place) => {
    const [first] = text.split(" ", 1); // stays on one line with its button
    return el("label", { class: "mt-spot" }, el("span", { class: "mt-spot-head" },
      inputs[place], el("sup", { "aria-hidden": "true" }, place + 1), first), text.slice(first.length));
  });
  const said = remarks.map((remark, place) => el("div", { class: "mt-spot-said", hidden: true },
    el("span", { class: "mt-soft" }, fill(words.spot_label, { number: place + 1 })), remark.node));
  return {
    how: words.how_spot,
    missing: words.choose_spot,
    nodes: [el("p", { class: "mt-spots" }, ...labels.flatMap((label) => [label, " "])), ...said],
    read() {
      const place = inputs.findIndex((input) => input.checked);
      return place < 0 ? null : [place];
    },
    put(answer) {
      inputs.forEach((input, place) => { input.checked = answer?.[0] === place; });
    },
    remark(verdict, answer) {
      remarks.forEach((remark, place) => {
        const marks = !verdict ? [] : [verdict.holds[place] ? ["good", "✓", words.mark_spot] : ["look", "–", words.mark_not_spot]];
        if (verdict && answer[0] === place) marks.push(["chosen", "●", words.mark_chosen]);
        said[place].hidden = !verdict;
        labels[place].classList.toggle("mt-fits", Boolean(verdict?.holds[place]));
        remark.show(marks, verdict ? verdict.feedback[place] : null);
      });
    },
  };
}

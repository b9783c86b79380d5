// Items answered by typing: words in the gaps of a text, and a number.
import { el, fill, freshId } from "./base.js";
import { quizRemark } from "./quiz-remark.js";

/** A field to type in; Enter checks the answer, as the button does. */
function quizField(props, { changed, check }) {
  return el("input", {
    type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 200,
    oninput: changed, onkeydown: (event) => event.key === "Enter" && check(), ...props,
  });
}

/** A text with gaps. */
export function quizGap(words, shown, act) {
  const total = shown.blanks.length;
  const remarks = shown.blanks.map(quizRemark); // in the order of the gaps' own list, as answers are
  const fields = [];
  const text = el("p", { class: "mt-gaps" }, shown.pieces[0]);
  shown.blanks.forEach((gap, place) => {
    fields[gap] = quizField({
      class: "mt-gap", size: 16, "aria-label": fill(words.gap_label, { number: place + 1, total }),
      "aria-describedby": remarks[gap].node.id,
    }, act);
    text.append(fields[gap], shown.pieces[place + 1]);
  });
  const said = shown.blanks.map((gap, place) => el("div", { class: "mt-gap-said", hidden: true },
    el("span", { class: "mt-soft" }, fill(words.gap_label, { number: place + 1, total })), remarks[gap].node));
  return {
    how: words.how_gap,
    missing: words.write_all,
    nodes: [text, ...said],
    read() {
      const typed = fields.map((field) => field.value.trim());
      return typed.includes("") ? null : typed;
    },
    put(answer) {
      fields.forEach((field, gap) => { field.value = answer?.[gap] ?? ""; });
    },
    remark(verdict) {
      for (const one of said) one.hidden = !verdict;
      remarks.forEach((remark, gap) => remark.show(!verdict ? [] : [verdict.holds[gap]
        ? ["good", "✓", words.mark_filled] : ["look", "↻", fill(words.mark_fill, { word: verdict.words[gap] })]],
      verdict ? verdict.feedback[gap] : null));
    },
  };
}

/** A number, with its unit. */
export function quizNumeric(words, shown, act) {
  const remark = quizRemark();
  const field = quizField({ class: "mt-number-field", id: freshId("number"), inputmode: "decimal", size: 8, "aria-describedby": remark.node.id }, act);
  const name = shown.unit ? fill(words.number_label_unit, { unit: shown.unit }) : words.number_label;
  return {
    how: shown.near ? words.how_numeric_near : words.how_numeric,
    missing: words.write_number,
    nodes: [el("div", { class: "mt-numeric" }, el("label", { for: field.id }, name), field), remark.node],
    read: () => (field.value.trim() ? [field.value.trim()] : null),
    put(answer) {
      field.value = answer?.[0] ?? "";
    },
    remark(verdict) {
      remark.show(!verdict ? [] : [[verdict.holds[0] ? "good" : "look", verdict.holds[0] ? "✓" : "↻",
        fill(words.mark_value, { value: verdict.words[0] })]], verdict ? verdict.feedback[0] : null);
    },
  };
}

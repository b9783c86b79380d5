// The quiz's page: four types of items, answered in any order. What holds comes from the kernel, after an answer.
import { el, fill, freshId, root, wakes } from "./base.js";
import { referenceList } from "./references.js";

/** What stands under an option, step or pair once it is answered: marks in sign and word, then why. */
function quizRemark() {
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

/** Options to choose one or several of. */
function quizOptions(words, shown, changed) {
  const single = shown.type === "single";
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

/** Steps to put in order, by buttons or by the arrow keys. */
function quizOrdering(words, shown, changed, announce) {
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
function quizMatching(words, shown, changed) {
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

const quizKinds = { single: quizOptions, multiple: quizOptions, ordering: quizOrdering, matching: quizMatching };

/** One item: its question, its parts, its button, and what is said of the answer. */
function quizItem(model, number, announce) {
  const words = model.get("words");
  const first = model.get("view").items[number];
  const verdict = el("div", { role: "status", class: "mt-verdict" });
  const beneath = el("div", {});
  const node = el("div", { class: "mt-card mt-item" });
  const changed = () => node.classList.add("mt-changed");
  const parts = quizKinds[first.type](words, first, changed, announce);
  const check = () => {
    const answer = parts.read();
    if (answer) model.send({ type: "answer", item: number, answer });
    else verdict.replaceChildren(el("p", { class: "mt-said" }, parts.missing));
  };
  node.append(
    el("fieldset", {},
      el("legend", {}, el("span", { class: "mt-number" },
        fill(words.item, { number: number + 1, total: model.get("view").total })), " ", first.prompt),
      el("p", { class: "mt-soft mt-how" }, parts.how), ...parts.nodes),
    el("button", { type: "button", class: "mt-main", onclick: check }, words.check),
    verdict, beneath,
  );
  let known = "";
  const show = () => {
    const shown = model.get("view").items[number];
    const now = JSON.stringify([shown.answer, shown.times]);
    if (now === known) return;
    known = now;
    node.classList.remove("mt-changed");
    parts.put(shown.answer);
    parts.remark(shown.verdict ?? null, shown.answer);
    if (!shown.verdict) {
      verdict.replaceChildren();
      beneath.replaceChildren();
      return;
    }
    const kind = shown.verdict.right ? "good" : "look";
    verdict.replaceChildren(el("p", { class: `mt-said mt-said-${kind}` },
      el("span", { "aria-hidden": "true" }, kind === "good" ? "✓ " : "↻ "), shown.verdict.said));
    const list = referenceList(words, shown.verdict.sources);
    beneath.replaceChildren(...(list ? [list] : []));
  };
  return { node, show };
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "quiz");
    wakes(model, signal);
    const words = model.get("words");
    const heard = el("p", { class: "mt-hidden", role: "status" });
    const announce = (text) => heard.replaceChildren(text);
    const counts = [0, 1].map(() => el("p", { class: "mt-answered" }));
    const top = el("div", { tabindex: "-1", class: "mt-quiz-top" }, el("p", {}, words.about), counts[0]);
    const again = el("button", { type: "button", class: "mt-plain", onclick: () => {
      model.send({ type: "again" });
      announce(words.again_done);
      top.focus();
    } }, words.again);
    const items = model.get("view").items.map((_, number) => quizItem(model, number, announce));
    node.append(top, ...items.map((item) => item.node), el("div", { class: "mt-row" }, counts[1], again), heard);
    const show = () => {
      const { answered, total } = model.get("view");
      const part = total ? Math.round((100 * answered) / total) : 0;
      for (const count of counts) {
        count.style.setProperty("--mt-part", `${part}%`);
        count.textContent = fill(words.progress, { answered, total });
      }
      if (total && answered === total) counts[1].textContent += `. ${words.all_answered}`;
      again.hidden = !answered;
      for (const item of items) item.show();
    };
    model.on("change:view", show);
    signal?.addEventListener("abort", () => model.off("change:view", show));
    show();
  },
};

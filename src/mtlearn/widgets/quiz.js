// The quiz's page: items of nine types, answered in any order. What holds comes from the kernel, after an answer.
import { el, fill, root, wakes } from "./base.js";
import { listeningFetch } from "./listening.js";
import { quizAudio } from "./quiz-audio.js";
import { quizOptions, quizSpot, quizStatement } from "./quiz-choosing.js";
import { quizMatching, quizOrdering } from "./quiz-placing.js";
import { quizGap, quizNumeric } from "./quiz-typed.js";
import { referenceList } from "./references.js";

const quizKinds = {
  single: quizOptions, multiple: quizOptions, ordering: quizOrdering, matching: quizMatching,
  "true-false": quizStatement, gap: quizGap, numeric: quizNumeric, spot: quizSpot, audio: quizAudio,
};

/** How sure one is, to be said or not: a second press takes it back. */
function quizConfidence(words) {
  const names = ["sure", "fairly", "guessing"];
  const press = (name) => buttons.forEach((button, at) => button.setAttribute("aria-pressed", names[at] === name));
  const buttons = names.map((name) => el("button", { type: "button", class: "mt-sure", "aria-pressed": "false", onclick: (event) => {
    press(event.currentTarget.getAttribute("aria-pressed") === "true" ? "" : name);
  } }, words[`confidence-${name}`]));
  const node = el("div", { class: "mt-confidence", role: "group", "aria-label": words.confidence },
    el("span", { class: "mt-soft", "aria-hidden": "true" }, words.confidence), ...buttons);
  return { node, press, read: () => names.find((_, at) => buttons[at].getAttribute("aria-pressed") === "true") ?? null };
}

/** One item: its question, its parts, its button, and what is said of the answer. */
function quizItem(model, number, { announce, fetch }) {
  const words = model.get("words");
  const first = model.get("view").items[number];
  const verdict = el("div", { role: "status", class: "mt-verdict" });
  const beneath = el("div", {});
  const node = el("div", { class: "mt-card mt-item", "data-type": first.type });
  const sure = quizConfidence(words);
  const say = (sentence) => verdict.replaceChildren(el("p", { class: "mt-said" }, sentence));
  const check = () => {
    const answer = parts.read();
    if (answer) model.send({ type: "answer", item: number, answer, confidence: sure.read() });
    else say(parts.missing);
  };
  const parts = quizKinds[first.type](words, first, {
    number, announce, fetch, check,
    changed: () => node.classList.add("mt-changed"),
    describe: () => model.send({ type: "describe", item: number }),
    volume: () => globalThis.mtlearnVolume ?? model.get("view").volume,
  });
  node.append(
    el("fieldset", {},
      el("legend", {}, el("span", { class: "mt-number" },
        fill(words.item, { number: number + 1, total: model.get("view").total })), " ", first.prompt),
      el("p", { class: "mt-soft mt-how" }, parts.how), ...parts.nodes),
    sure.node,
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
    sure.press(shown.confidence);
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
  return { node, show, say, parts };
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
    const sounds = listeningFetch(model);
    const items = model.get("view").items.map((_, number) => quizItem(model, number, { announce, fetch: sounds.fetch }));
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
    const hear = (content) => {
      if (content.type === "unclear") items[content.item].say(content.said);
      if (content.type === "described") items[content.item].parts.described(content.lines);
    };
    const sounding = () => items.map((item) => item.parts.heard).find((heard) => heard?.sounds);
    const quiet = (event) => {
      if (event.key !== "Escape" || !sounding()) return;
      event.preventDefault();
      sounding().stop(words.stopped);
    };
    model.on("change:view", show);
    model.on("msg:custom", hear);
    node.addEventListener("keydown", quiet);
    show();
    return () => {
      model.off("change:view", show);
      model.off("msg:custom", hear);
      node.removeEventListener("keydown", quiet);
      sounding()?.stop();
      sounds.stop();
    };
  },
};

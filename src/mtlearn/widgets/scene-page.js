// A scene's page: one moment at a time, the way so far folded above it, and at an ending what the choices did.
import { el, fill, root, wakes } from "./base.js";
import { referenceList } from "./references.js";

/** What was decided: in words, or by playing, and then what could be heard of it. */
function sceneChoice(words, step) {
  return el("p", { class: "mt-scene-choice" }, el("strong", {}, step.heard ? words.you_played : words.you_chose), " ",
    step.heard ? step.heard.join(" ") : step.choice);
}

/** One decision already made, for the log of the way so far. */
function sceneStep(words, step) {
  return el("li", {}, el("p", {}, step.told), sceneChoice(words, step), el("p", {}, step.response));
}

/** What one choice did, tied to the approach, with the way back to it. */
function sceneDebrief(words, row, number, back) {
  const label = fill(words.other_way_from, { number: number + 1 });
  const effects = row.effects.map((effect) => el("li", { class: effect.up ? "mt-up" : "mt-down" },
    el("span", { "aria-hidden": "true" }, effect.up ? "▲ " : "▼ "), `${effect.name}: ${effect.said}`));
  return el("li", {}, row.heard ? sceneChoice(words, row) : el("p", { class: "mt-scene-choice" }, row.choice),
    effects.length ? el("ul", { class: "mt-effects" }, ...effects) : el("p", { class: "mt-soft" }, words.changed_little),
    el("p", {}, row.debrief), referenceList(words, row.sources),
    el("button", { type: "button", class: "mt-plain", "aria-label": label, onclick: () => back(number) }, words.other_way));
}

/** A bar from a middle, with its words beside it. */
function sceneQuality(quality) {
  const bar = el("span", { class: "mt-quality-bar", "aria-hidden": "true" }, el("span", {}));
  bar.firstChild.style.left = `${50 + Math.min(0, quality.part) * 50}%`;
  bar.firstChild.style.width = `${Math.abs(quality.part) * 50}%`;
  return el("div", { class: "mt-quality" }, el("dt", {}, quality.name), el("dd", {}, bar, quality.said));
}

/**
 * Show a scene. Where a moment can be answered by playing, `answer` has the instrument: `nodes(plays)` gives what
 * to show of it, `isPlaying` says whether it is played, `isOver` whether it has been, and `rest()` puts it away.
 */
export function scenePage({ model, el: node, signal }, answer = null) {
  root(model, node, "scene");
  wakes(model, signal);
  const words = model.get("words");
  const view = () => model.get("view");
  const past = el("details", { class: "mt-scene-past mt-fold" });
  const now = el("div", { class: "mt-scene-now", tabindex: "-1" });
  const foot = el("div", { class: "mt-row" });
  node.append(el("div", { class: "mt-card" },
    el("h3", {}, view().title),
    el("p", { class: "mt-soft" }, view().note), el("p", {}, view().setting), past, now, foot));

  let chosen = false; // a choice was made here, and what came of it is to be read before going on
  let asked = null; // where the focus goes once the kernel has answered
  const choose = (choice) => {
    chosen = true;
    asked = now;
    model.send({ type: "choose", step: view().steps.length, choice });
  };
  const back = (to) => {
    chosen = false;
    asked = now;
    model.send({ type: "back", to });
  };
  const button = (text, onclick, kind = "") => el("button", { type: "button", class: kind, onclick }, text);

  const moment = () => [
    el("p", { class: "mt-told" }, view().told),
    ...(answer && view().plays ? answer.nodes(view().plays) : []),
    el("fieldset", {}, el("legend", {}, answer && view().plays ? words.say_instead : words.what_now),
      ...view().choices.map((text, place) => button(text, () => choose(place), "mt-choice"))),
  ];
  const response = (step) => [
    sceneChoice(words, step), el("p", { class: "mt-told" }, step.response),
    button(words.go_on, () => {
      chosen = false;
      show();
      now.focus();
    }, "mt-main"),
  ];
  const ending = (end) => [
    el("h4", {}, words.ending), el("p", { class: "mt-told" }, end.text), el("p", {}, end.closing),
    el("h4", {}, words.debrief),
    el("ol", { class: "mt-debrief" }, ...end.debrief.map((row, number) => sceneDebrief(words, row, number, back))),
    el("h4", {}, words.situation), el("dl", { class: "mt-qualities" }, ...end.qualities.map(sceneQuality)),
  ];

  const show = () => {
    const { steps, ending: end } = view();
    const told = chosen ? steps.slice(0, -1) : steps;
    const open = past.open;
    past.replaceChildren(el("summary", {}, fill(words.so_far, { count: told.length })),
      el("ol", {}, ...told.map((step) => sceneStep(words, step))));
    past.open = open;
    past.hidden = !told.length;
    if (chosen && steps.length) now.replaceChildren(...response(steps.at(-1)));
    else now.replaceChildren(...(end ? ending(end) : moment()));
    const buttons = [];
    if (steps.length) buttons.push(button(words.back, () => back(steps.length - 1), "mt-plain"));
    if (steps.length > 1 || end) buttons.push(button(words.again, () => back(0), "mt-plain"));
    foot.replaceChildren(...buttons);
    asked?.focus();
    asked = null;
  };
  let shown = "";
  const changed = () => {
    const { out, ...told } = view(); // which way sound goes changes nothing in what is told
    const seen = JSON.stringify(told);
    if (answer) {
      if (seen === shown || answer.isPlaying) return;
      shown = seen;
      if (answer.isOver) { // what came of the playing is to be read, too
        answer.rest();
        chosen = view().steps.length > 0;
        asked = now;
      }
    }
    if (!asked && !view().steps.length) chosen = false;
    show();
  };
  model.on("change:view", changed);
  signal?.addEventListener("abort", () => model.off("change:view", changed));
  show();
}

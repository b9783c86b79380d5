// Items answered by listening: a sound, or for those who cannot hear it the same notes in words.
import { el, fill } from "./base.js";
import { Listening } from "./listening.js";
import { quizOptions } from "./quiz-choosing.js";

/** Something to listen to, and options. No picture of it: that would answer for the ear. */
export function quizAudio(words, shown, act) {
  const options = quizOptions(words, shown, act);
  const title = fill(words.audio_title, { number: act.number + 1 });
  const heard = new Listening({ id: shown.sound, title, seconds: shown.seconds }, words, { ...act, say: act.announce });
  const lines = el("ol", { class: "mt-audio-lines" });
  const told = el("div", { class: "mt-audio-told", tabindex: "-1", hidden: true }, el("p", {}, words.audio_told), lines);
  const open = (now) => {
    told.hidden = !now;
    button.setAttribute("aria-expanded", now);
    if (now) told.focus();
  };
  const button = el("button", { type: "button", class: "mt-plain", "aria-expanded": "false", onclick: () => {
    if (lines.children.length) open(told.hidden);
    else act.describe();
  } }, words.audio_words);
  return {
    ...options,
    how: words.how_audio,
    nodes: [
      el("p", { class: "mt-soft" }, words.audio_who),
      el("div", { class: "mt-row mt-audio" }, heard.button, heard.time, button), told, ...options.nodes,
    ],
    heard,
    described(all) {
      lines.replaceChildren(...all.map((line) => el("li", {}, line)));
      open(true);
    },
  };
}

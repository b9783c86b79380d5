// A recap, read aloud by a voice the browser has on this machine; the sentence being said is marked.
import { el, fill, freshId, root } from "./base.js";
import { referenceList } from "./references.js";

const RECAP_TONGUES = { nb: ["nb", "no", "nn"], en: ["en-gb", "en"] };
const RECAP_PACES = { slow: 0.8, usual: 1, quick: 1.2 };

/** Find a voice for a language among those that speak on this machine; none is none. */
export function recapVoice(voices, lang) {
  const local = voices.filter((voice) => voice.localService);
  for (const tongue of RECAP_TONGUES[lang]) {
    const found = local.find((voice) => voice.lang.toLowerCase().replace("_", "-").startsWith(tongue));
    if (found) return found;
  }
  return null;
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "recap");
    const words = model.get("words");
    const { sentences, sources } = model.get("view");
    const speech = window.speechSynthesis ?? null;
    const status = el("p", { class: "mt-soft", role: "status" });
    const ids = { pace: freshId("pace") };
    const rows = sentences.map((text) => el("li", {}, text));
    const pace = el("select", { id: ids.pace },
      ...Object.keys(RECAP_PACES).map((name) => el("option", { value: name, selected: name === "usual" }, words[`pace-${name}`])));
    let at = -1; // which sentence is being said; -1 is none
    let held = false; // paused: not every voice can hold its breath, so the sentence is begun again
    let run = 0; // what an earlier run still has to say is not heard
    let saying = null; // kept, since browsers forget what nobody holds

    const mark = () => {
      rows.forEach((row, place) => {
        row.classList.toggle("mt-said-now", place === at);
        if (place === at) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      });
      listen.textContent = at < 0 ? words.listen : words.from_start;
      for (const button of [pause, stop]) button.disabled = at < 0;
      pause.textContent = held ? words.go_on : words.pause;
    };
    const quiet = () => {
      run += 1;
      speech?.cancel();
    };
    const hush = () => {
      quiet();
      at = -1;
      held = false;
      mark();
    };
    const say = (place, mine) => {
      if (mine !== run) return;
      at = place < sentences.length ? place : -1;
      mark();
      if (at < 0) {
        status.textContent = words.done;
        listen.focus();
        return;
      }
      saying = new SpeechSynthesisUtterance(sentences[place]);
      saying.voice = recapVoice(speech.getVoices(), model.get("lang"));
      saying.lang = saying.voice.lang;
      saying.rate = RECAP_PACES[pace.value];
      saying.addEventListener("end", () => say(place + 1, mine));
      saying.addEventListener("error", () => {
        if (mine !== run) return;
        hush();
        status.textContent = words.trouble;
      });
      speech.speak(saying);
    };
    const listen = el("button", { type: "button", class: "mt-main", onclick: () => {
      hush();
      status.textContent = "";
      say(0, run);
    } }, words.listen);
    const pause = el("button", { type: "button", onclick: () => {
      held = !held;
      quiet();
      if (held) mark();
      else say(at, run);
    } }, words.pause);
    const stop = el("button", { type: "button", onclick: () => {
      hush();
      status.textContent = words.stopped;
      listen.focus();
    } }, words.stop);
    const controls = el("div", { class: "mt-row" }, listen, pause, stop,
      el("label", { for: ids.pace }, words.pace), pace);
    const look = () => {
      const voice = speech ? recapVoice(speech.getVoices(), model.get("lang")) : null;
      controls.hidden = !voice;
      if (!voice) status.textContent = words.no_voice;
      else if (at < 0) status.textContent = fill(words.voice, { name: voice.name });
    };
    node.append(el("div", { class: "mt-card" }, controls, status, el("ol", { class: "mt-recap-said" }, ...rows),
      referenceList(words, sources)));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || at < 0) return;
      event.stopPropagation();
      stop.click();
    });
    speech?.addEventListener("voiceschanged", look, { signal });
    window.addEventListener("pagehide", hush, { signal });
    signal?.addEventListener("abort", hush);
    look();
    mark();
  },
};

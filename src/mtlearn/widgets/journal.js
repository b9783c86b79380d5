// A question with room to write in. A draft stays in this tab until the kernel has it, so that nothing typed is lost.
import { el, freshId, root, sendLeaving, tabMemory, wakes } from "./base.js";

const JOURNAL_PAUSE = 600;

export default {
  render({ model, el: node, signal }) {
    root(model, node, "journal");
    wakes(model, signal);
    const words = model.get("words");
    const view = () => model.get("view");
    const draft = tabMemory(`draft:${view().field}`);
    const ids = { text: freshId("text"), help: freshId("help"), own: freshId("private") };
    const before = el("div", { class: "mt-before" });
    const saved = el("p", { class: "mt-saved mt-soft", role: "status" });
    const text = el("textarea", {
      id: ids.text, rows: 5, placeholder: words.placeholder, "aria-describedby": `${ids.help} ${ids.own}`,
    });
    node.append(before, el("div", { class: "mt-card" },
      el("label", { for: ids.text, class: "mt-question" }, view().question),
      el("p", { id: ids.help, class: "mt-soft" }, view().help), text,
      el("div", { class: "mt-row mt-journal-foot" }, el("p", { id: ids.own, class: "mt-soft" }, words.private), saved)));

    let number = 0;
    let waiting = false;
    let timer = null;
    const send = () => {
      clearTimeout(timer);
      timer = null;
      if (!waiting) return;
      number += 1;
      sendLeaving(model, { type: "write", text: text.value, number });
    };
    const typed = () => {
      waiting = true;
      draft.set({ text: text.value, at: Date.now() / 1000 });
      saved.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(send, JOURNAL_PAUSE);
    };
    const show = () => {
      if (!waiting && text.value !== view().text) text.value = view().text;
      const earlier = view().before;
      before.replaceChildren(...(!earlier ? [] : [
        el("p", { class: "mt-before-title" }, words.before),
        el("p", { class: "mt-soft" }, earlier.question),
        earlier.text ? el("blockquote", {}, earlier.text) : el("p", {}, words.before_empty),
      ]));
    };
    const heard = (message) => {
      if (message.type !== "kept" || message.number !== number || timer) return;
      waiting = !message.saved;
      if (message.saved) draft.clear();
      saved.textContent = message.saved ? words.saved_now : words.kept_here;
    };
    text.addEventListener("input", typed);
    text.addEventListener("blur", send);
    window.addEventListener("pagehide", send, { signal });
    model.on("change:view", show);
    model.on("msg:custom", heard);
    signal?.addEventListener("abort", () => {
      model.off("change:view", show);
      model.off("msg:custom", heard);
    });
    const left = draft.get();
    if (left && left.at > view().at && left.text !== view().text) {
      text.value = left.text;
      waiting = true;
    }
    show();
    send();
  },
};

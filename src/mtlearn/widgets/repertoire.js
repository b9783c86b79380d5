// The exercises as a list: the one chosen opens in its place, and the one before closes.

import { el, freshId, root, sendLeaving, tabMemory } from "./base.js";

/** One exercise of the list: its name as a button, what it is for, and the place it opens in. */
class RepertoireRow {
  constructor({ name, title, aim }, choose) {
    Object.assign(this, { name, model: null });
    const ids = { place: freshId("exercise"), title: freshId("title") };
    this.button = el("button", { type: "button", id: ids.title, class: "mt-open", "aria-expanded": "false", "aria-controls": ids.place, onclick: () => choose(name) }, title);
    this.aim = el("p", { class: "mt-soft mt-row-aim" }, aim);
    this.place = el("div", { id: ids.place, class: "mt-place", role: "region", "aria-labelledby": ids.title, hidden: true });
    this.node = el("section", { class: "mt-repertoire-row", "data-exercise": name }, el("h3", {}, this.button), this.aim, this.place);
  }

  /** Show as open or closed; `content` is what stands in its place. */
  show(open, ...content) {
    this.button.setAttribute("aria-expanded", String(open));
    this.aim.hidden = open;
    this.place.hidden = !open;
    this.place.replaceChildren(...content);
    this.node.classList.toggle("mt-is-open", open);
  }
}

/** Name the exercise in the page's address, where the page is the course's own (JupyterLab has addresses of its own). */
function repertoireName(name) {
  if (!document.querySelector('[id^="cell-id="]')) return;
  history.replaceState(null, "", name ? `#${name}` : location.pathname + location.search);
}

export default {
  render({ model, el: node, signal }) {
    root(model, node, "repertoire");
    const words = model.get("words");
    const memory = tabMemory("repertoire");
    const choose = (name) => {
      const chosen = name === model.get("view").open ? "" : name;
      memory.set({ name: chosen });
      repertoireName(chosen);
      wanted = chosen;
      model.send({ type: "choose", name: chosen });
    };
    const rows = new Map(model.get("view").exercises.map((one) => [one.name, new RepertoireRow(one, choose)]));
    node.append(el("div", { role: "group", "aria-label": words.exercises }, ...[...rows.values()].map((row) => row.node)));

    let shown = "";
    let wanted = null;
    const show = async () => {
      const { open, panel } = model.get("view");
      if (panel === shown) return;
      shown = panel;
      for (const row of rows.values()) row.show(false);
      const row = rows.get(open);
      if (!row) return;
      row.show(true, el("p", { class: "mt-soft", role: "status" }, words.opening));
      try {
        const child = await model.widget_manager.get_model(panel);
        const view = await model.widget_manager.create_view(child);
        if (panel === shown) row.show(true, view.el);
      } catch (error) {
        console.warn(error);
        row.show(true, el("p", { role: "status" }, words.not_opened));
      }
      if (wanted === open) row.node.scrollIntoView({ block: "start" });
    };
    const ask = (name) => {
      if (!rows.has(name) || name === model.get("view").open) return false;
      wanted = name;
      memory.set({ name });
      sendLeaving(model, { type: "choose", name }); // the address may change as the page is left, and it is kept above
      return true;
    };
    const named = () => decodeURIComponent(location.hash.slice(1));
    model.on("change:view", show);
    window.addEventListener("hashchange", () => ask(named()), { signal });
    signal?.addEventListener("abort", () => model.off("change:view", show));
    if (!ask(named())) ask(memory.get()?.name);
    show();
  },
};

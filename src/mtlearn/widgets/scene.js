// A scene in words: what happens, what can be done, and what came of it.
import { scenePage } from "./scene-page.js";

export default {
  render(here) {
    scenePage(here);
  },
};

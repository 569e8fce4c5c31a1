import { render } from "preact";
import { App } from "./app.tsx";
import "./style.css";

const root = document.getElementById("app");
// `old-browser.js` has said so already, and what is lacking.
if (root !== null && root.dataset["tooOld"] === undefined) {
  root.replaceChildren();
  render(<App />, root);
}

import { render } from "preact";
import { App } from "./app.tsx";
import "./style.css";

const root = document.getElementById("app");
const isTooOld =
  !("toWellFormed" in String.prototype) || !("toSorted" in Array.prototype) || typeof EventSource === "undefined";
if (root !== null && isTooOld) {
  root.textContent = "This browser is too old for this page. The same data is at ./api/v1/snapshot.json.";
} else if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}

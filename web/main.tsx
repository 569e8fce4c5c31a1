import { render } from "preact";
import { Page } from "./components/page.tsx";
import "./style.css";

const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<Page />, root);
}

export { visibleText } from "../src/io/text/visible-text.ts";

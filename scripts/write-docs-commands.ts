/** Writes docs/commands.md, the list of every command of the documentation and of what runs it: `npm run docs-commands`. */
import { writeFileSync } from "node:fs";
import { commandsPage } from "../test/docs/commands-page.ts";

writeFileSync(new URL("../docs/commands.md", import.meta.url), await commandsPage());

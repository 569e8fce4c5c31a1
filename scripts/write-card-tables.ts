/** Writes the tables of docs/environments-levels.md anew from the stored cards: `npm run card-tables`. */
import { readFileSync, writeFileSync } from "node:fs";
import { filled } from "./card-tables/fill.ts";

const page = new URL("../docs/environments-levels.md", import.meta.url);
writeFileSync(page, filled(readFileSync(page, "utf8")));

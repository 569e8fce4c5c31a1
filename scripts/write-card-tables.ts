/** Writes the tables of docs/environments-*.md anew from the stored cards: `npm run card-tables`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { filled } from "./card-tables/fill.ts";

const docs = new URL("../docs/", import.meta.url);
for (const name of readdirSync(docs).filter((file) => /^environments-.*\.md$/.test(file))) {
  const page = new URL(name, docs);
  writeFileSync(page, filled(readFileSync(page, "utf8")));
}

import type { Ageing, Design } from "../design.ts";
import { fixed, FOUR, method, ONE, THREE, TWO } from "./method.ts";
import { conditionOf, type Part } from "./python-text.ts";

/** The things and their store. */
export function storePart(design: Design): Part {
  const { thing, things, group, fields, ageing } = design;
  const kind = thing.charAt(0).toUpperCase() + thing.slice(1);
  const event = (name: string, said: string): string =>
    `${TWO}${thing} = self.find(name)\n${TWO}if ${thing} is None:\n${THREE}return "missing"\n${said}${TWO}self.quotes.on_${name}(${thing})\n${TWO}self.counts.note("${name}", ${thing}.${group})\n${TWO}return "ok"\n`;
  return {
    before: `class ${kind}:
${ONE}"""A ${thing} with its numbers."""

${ONE}def __init__(self, name, ${group}, ${fields.join(", ")}):
${["name", group, ...fields].map((field) => `${TWO}self.${field} = ${field}\n`).join("")}

class Store:
${ONE}"""All ${things}, with what is kept and counted."""

${ONE}def __init__(self):
${TWO}self._${things} = {}
${TWO}self.quotes = Quotes()
${TWO}self.counts = Counts()

`,
    functions: [
      method("find", "name", `The ${thing} of a name, or None.`, [fixed(`${TWO}return self._${things}.get(name)\n`)]),
      method("on", group, `The ${things} of a ${group}, in the order in which they were added.`, [
        fixed(`${TWO}return [${thing} for ${thing} in self._${things}.values() if ${thing}.${group} == ${group}]\n`),
      ]),
      method("add", `name, ${group}, *numbers`, `Adds a ${thing}.`, [
        fixed(
          `${TWO}if name in self._${things}:\n${THREE}return "taken"\n${TWO}self._${things}[name] = ${kind}(name, ${group}, *numbers)\n${TWO}self.counts.note("add", ${group})\n${TWO}return "ok"\n`,
        ),
      ]),
      method("set", "name, field, number", `Changes a number of a ${thing}.`, [
        fixed(event("set", `${TWO}setattr(${thing}, field, number)\n`)),
      ]),
      method("drop", "name", `Takes a ${thing} away.`, [fixed(event("drop", `${TWO}del self._${things}[name]\n`))]),
      method("close", "", "Closes the books.", [
        { id: "ageing", alternatives: ageingTexts(design, ageing) },
        fixed(`${TWO}self.quotes.on_close()\n${TWO}self.counts.close()\n${TWO}return "ok"\n`),
      ]),
    ],
    gap: "\n",
    uses: ["Quotes", "Counts"],
    names: ["Store"],
  };
}

function ageingTexts(design: Design, { field, by, where }: Ageing): string[] {
  const { thing, things } = design;
  const loop = `${TWO}for ${thing} in self._${things}.values():\n`;
  const raise = `${thing}.${field} += ${by}\n`;
  if (where === null)
    return [`${loop}${THREE}${raise}`, `${loop}${THREE}${thing}.${field} = ${thing}.${field} + ${by}\n`];
  return conditionOf(design, where).map((condition) => `${loop}${THREE}if ${condition}:\n${FOUR}${raise}`);
}

import type { Count, Design } from "../design.ts";
import { fixed, method, ONE, THREE, TWO } from "./method.ts";
import { tupleOf, type Part, type Slot } from "./python-text.ts";

/** The class that counts what happens. */
export function countsPart({ counts, group }: Design): Part {
  return {
    before: `class Counts:\n${ONE}"""What is counted for each ${group}."""\n\n${ONE}def __init__(self):\n${TWO}self._counts = {${counts.map(({ name }) => `"${name}": {}`).join(", ")}}\n\n`,
    functions: [
      method("of", `name, ${group}`, `A count of a ${group}.`, [
        fixed(`${TWO}return self._counts[name].get(${group}, 0)\n`),
      ]),
      method(
        "note",
        `event, ${group}`,
        `Counts what happened to a thing of a ${group}.`,
        counts.map((count) => noting(count, group)),
      ),
      method(
        "close",
        "",
        "Does with the counts what closing does.",
        counts.map((count) => closingCount(count, group)),
      ),
      method("_raise", `name, ${group}, by`, "Adds to a count.", [
        fixed(`${TWO}self._counts[name][${group}] = self.of(name, ${group}) + by\n`),
      ]),
    ],
    gap: "\n",
    uses: [],
    names: ["Counts"],
  };
}

function noting({ name, on, by }: Count, group: string): Slot {
  const raise = `self._raise("${name}", ${group}, ${by})\n`;
  const either = on.map((event) => `event == "${event}"`).join(" or ");
  return {
    id: `count ${name} on`,
    alternatives: [
      `${TWO}if ${on.length === 1 ? either : `event in ${tupleOf(on)}`}:\n${THREE}${raise}`,
      `${TWO}if ${either}:\n${THREE}${raise}`,
    ],
  };
}

function closingCount({ name, atClose }: Count, group: string): Slot {
  const texts = {
    kept: [""],
    zero: [`${TWO}self._counts["${name}"].clear()\n`, `${TWO}self._counts["${name}"] = {}\n`],
    halved: [
      `${TWO}for ${group}, count in self._counts["${name}"].items():\n${THREE}self._counts["${name}"][${group}] = count // 2\n`,
      `${TWO}self._counts["${name}"] = {${group}: count // 2 for ${group}, count in self._counts["${name}"].items()}\n`,
    ],
  };
  return { id: `count ${name} close`, alternatives: texts[atClose] };
}

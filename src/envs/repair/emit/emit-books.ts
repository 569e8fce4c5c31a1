import type { Ageing, Count, Design, Figure } from "../design.ts";
import { conditionOf, INDENT, tupleOf, type Part, type PythonFunction, type Slot } from "./python-text.ts";

const [ONE, TWO, THREE, FOUR] = [1, 2, 3, 4].map((depth) => INDENT.repeat(depth)) as [string, string, string, string];

/** The class that keeps figures. */
export function quotesPart({ figures, thing, group }: Design): Part {
  const quoted = figures.filter((figure) => figure.quoting !== null);
  const named = (want: (quoting: NonNullable<Figure["quoting"]>) => boolean): string[] =>
    quoted.filter(({ quoting }) => quoting !== null && want(quoting)).map(({ name }) => name);
  const forGroup = named(({ keptFor }) => keptFor === "group");
  const plain = `${TWO}return (figure, ${thing}.name)\n`;
  const key: Slot = {
    id: "quotes key",
    alternatives:
      forGroup.length === 0
        ? [plain]
        : [
            `${TWO}if figure in ${tupleOf(forGroup)}:\n${THREE}return (figure, ${thing}.${group})\n${plain}`,
            `${TWO}if figure not in ${tupleOf(forGroup)}:\n${THREE}return (figure, ${thing}.name)\n${TWO}return (figure, ${thing}.${group})\n`,
          ],
  };
  const on = (event: "set" | "drop"): PythonFunction =>
    method(`on_${event}`, thing, `Forgets what ends with a ${thing} that is ${event === "set" ? "set" : "dropped"}.`, [
      forgetting(
        event,
        named(({ forgottenOn }) => forgottenOn.includes(event)),
        thing,
      ),
    ]);
  return {
    before: `class Quotes:\n${ONE}"""Figures that are kept once they were worked out."""\n\n${ONE}def __init__(self):\n${TWO}self._kept = {}\n\n`,
    functions: [
      method("find", `figure, ${thing}`, "A figure that is kept, or None.", [
        fixed(`${TWO}return self._kept.get(self._key(figure, ${thing}))\n`),
      ]),
      method("keep", `figure, ${thing}, value`, "Keeps a figure.", [
        fixed(`${TWO}self._kept[self._key(figure, ${thing})] = value\n${TWO}return value\n`),
      ]),
      on("set"),
      on("drop"),
      method("on_close", "", "Forgets what ends when the books are closed.", [
        closing(named(({ forgottenOn }) => forgottenOn.includes("close"))),
      ]),
      method("_key", `figure, ${thing}`, "What a figure is kept under.", [key]),
    ],
    gap: "\n",
    uses: [],
    names: ["Quotes"],
  };
}

function forgetting(event: "set" | "drop", names: readonly string[], thing: string): Slot {
  const pop = (indent: string, figure: string): string =>
    `${indent}self._kept.pop(self._key(${figure}, ${thing}), None)\n`;
  return {
    id: `quotes ${event}`,
    alternatives: [
      names.map((name) => pop(TWO, `"${name}"`)).join(""),
      ...(names.length < 2 ? [] : [`${TWO}for figure in ${tupleOf(names)}:\n${pop(THREE, "figure")}`]),
    ],
  };
}

function closing(names: readonly string[]): Slot {
  const forgotten = tupleOf(names);
  return {
    id: "quotes close",
    alternatives:
      names.length === 0
        ? [""]
        : [
            `${TWO}for key in list(self._kept):\n${THREE}if key[0] in ${forgotten}:\n${FOUR}del self._kept[key]\n`,
            `${TWO}self._kept = {key: value for key, value in self._kept.items() if key[0] not in ${forgotten}}\n`,
          ],
  };
}

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

function method(name: string, parameters: string, doc: string, slots: readonly Slot[]): PythonFunction {
  const given = parameters === "" ? "self" : `self, ${parameters}`;
  return { name, head: `${ONE}def ${name}(${given}):\n${TWO}"""${doc}"""\n`, slots };
}

function fixed(text: string): Slot {
  return { id: "fixed", alternatives: [text] };
}

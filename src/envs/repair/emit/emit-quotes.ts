import type { Design, Figure } from "../design.ts";
import { fixed, FOUR, method, ONE, THREE, TWO } from "./method.ts";
import { tupleOf, type Part, type PythonFunction, type Slot } from "./python-text.ts";

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

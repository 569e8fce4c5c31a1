import type { Design } from "../design.ts";
import type { Part } from "./python-text.ts";

/** What reads commands and prints. */
export function mainPart({ thing, group, figures, reports, choices }: Design): Part {
  const table = (name: string, all: readonly { readonly name: string }[]): string =>
    `${name} = {${all.map((one) => `"${one.name}": ${one.name}`).join(", ")}}\n`;
  return {
    before: `${table("FIGURES", figures)}${table("REPORTS", reports)}${table("CHOICES", choices)}

def answer(store, words):
    """What a command prints."""
    verb = words[0]
    if verb == "add":
        return store.add(words[1], words[2], *map(int, words[3:]))
    if verb == "set":
        return store.set(words[1], words[2], int(words[3]))
    if verb == "drop":
        return store.drop(words[1])
    if verb == "show":
        ${thing} = store.find(words[1])
        if ${thing} is None:
            return "missing"
        value = FIGURES[words[2]](store, ${thing})
        store.counts.note("show", ${thing}.${group})
        return value
    if verb == "report":
        return REPORTS[words[1]](store, words[2])
    if verb == "pick":
        return CHOICES[words[1]](store, words[2])
    if verb == "count":
        return store.counts.of(words[1], words[2])
    return store.close()


def main():
    """Reads commands from standard input and prints a line for each."""
    store = Store()
    for line in sys.stdin:
        print(answer(store, line.split()))
`,
    functions: [],
    gap: "",
    uses: ["Store", ...[...figures, ...reports, ...choices].map(({ name }) => name)],
    names: ["main"],
  };
}

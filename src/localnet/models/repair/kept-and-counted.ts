import type { Repair } from "./read-repair.ts";

/** Methods of the classes that keep figures and count what happens, as the README has them. */
export function withKeptAndCounted(body: string, said: Repair["said"]): string {
  const [head = "", name = "", parameters = ""] =
    /^ {4}def (\w+)\(self(?:, )?(.*)\):\n {8}"""[^"]*"""/.exec(body) ?? [];
  const write = (lines: readonly string[]): string => [head, ...lines].join("\n");
  const forgotten = figuresOf(said, (words) => forgets(words, name));
  switch (name) {
    case "on_set":
    case "on_drop":
      return sameNames(body, forgotten)
        ? body
        : write(forgotten.map((figure) => `        self._kept.pop(self._key("${figure}", ${parameters}), None)`));
    case "on_close":
      if (sameNames(body, forgotten)) return body;
      return write([
        "        for key in list(self._kept):",
        `            if key[0] in [${forgotten.map((figure) => `"${figure}"`).join(", ")}]:`,
        "                del self._kept[key]",
      ]);
    case "_key":
      return withKey(body, parameters, said, write);
    case "close":
      return body.includes("_counts") || head.includes("counts") ? withClosing(body, said, write) : body;
    default:
      return body;
  }
}

/** Figures that are kept in a certain way. */
function figuresOf(said: Repair["said"], wanted: (words: string) => boolean): string[] {
  return [...said].filter(([, text]) => wanted(/It is kept for the .*$/.exec(text)?.[0] ?? "")).map(([name]) => name);
}

function forgets(words: string, method: string): boolean {
  if (method === "on_close") return words.includes("books are closed");
  return words.includes(method === "on_set" ? " is set" : " is dropped");
}

function sameNames(body: string, names: readonly string[]): boolean {
  const found = Array.from(body.replace(/"""[^"]*"""/, "").matchAll(/"(\w+)"/g), ([, name]) => name);
  return JSON.stringify(found.sort()) === JSON.stringify([...names].sort());
}

function withKey(
  body: string,
  parameters: string,
  said: Repair["said"],
  write: (lines: readonly string[]) => string,
): string {
  const thing = parameters.replace("figure, ", "");
  const groups = Array.from(said.values(), (text) => /It is kept for the (\w+),/.exec(text)?.[1]);
  const group = groups.find((one) => one !== undefined && one !== thing);
  const forGroup = figuresOf(said, (words) => group !== undefined && words.startsWith(`It is kept for the ${group},`));
  if (sameNames(body, forGroup)) return body;
  const plain = `        return (figure, ${thing}.name)`;
  if (group === undefined) return write([plain]);
  const names = forGroup.map((figure) => `"${figure}"`).join(", ");
  return write([`        if figure in [${names}]:`, `            return (figure, ${thing}.${group})`, plain]);
}

/** What closing does with each count. */
function withClosing(body: string, said: Repair["said"], write: (lines: readonly string[]) => string): string {
  const counts = Array.from(said).flatMap(([name, text]) => {
    const words = /At closing it (begins|stays|is halved)/.exec(text)?.[1];
    return words === undefined ? [] : [{ name, words }];
  });
  const found = (name: string): string => {
    if (new RegExp(`_counts\\["${name}"\\](\\.clear\\(\\)| = \\{\\}$)`, "m").test(body)) return "begins";
    return body.includes(`_counts["${name}"]`) ? "is halved" : "stays";
  };
  if (counts.every(({ name, words }) => found(name) === words)) return body;
  return write(
    counts.flatMap(({ name, words }) => {
      const own = `self._counts["${name}"]`;
      if (words === "stays") return [];
      return words === "begins"
        ? [`        ${own} = {}`]
        : [`        ${own} = {one: count // 2 for one, count in ${own}.items()}`];
    }),
  );
}

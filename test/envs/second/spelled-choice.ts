import type { Random } from "../../../src/core/index.ts";

/** What the prompt says of each item: its value, cost and time. */
export type Rows = ReadonlyMap<string, readonly number[]>;

/** A choice as text: the best, another one, or no choice for one reason. */
export function spelledChoice(right: string, rows: Rows, random: Random): string {
  const all = [...rows.keys()];
  const spell = (names: readonly string[], dice: Random): string => spelled(names, rows, dice);
  const names = right.trim().split(" ");
  const at = random.below(names.length);
  const others = all.filter((name) => !names.includes(name));
  switch (random.below(14)) {
    case 0:
    case 1:
      return spell(names.toSpliced(at, 1), random);
    case 2:
    case 3:
      return spell(names.with(at, random.pick(others)), random);
    case 4:
      return spell([...names, random.pick(others)], random);
    case 5:
      return spell([...names, names[at] ?? ""], random);
    case 6:
      return spell(names.with(at, "nothing"), random);
    case 7:
      return spell(names.with(at, random.pick(["12", "a-b", "x.y", "(so)"])), random);
    case 8:
      return spell(
        all.filter(() => random.chance(1, 3)),
        random,
      );
    case 9:
      return "[]";
    default:
      return spell(random.shuffle(names.slice()), random);
  }
}

function spelled(names: readonly string[], rows: Rows, random: Random): string {
  // Now and then one figure too many: then they are not the item's.
  const figure = (name: string, at: number): number =>
    (rows.get(name)?.[at] ?? 4) + (random.chance(1, 4 * names.length) ? 1 : 0);
  const rowOf = (name: string): object => ({ name, value: figure(name, 0), cost: figure(name, 1) });
  switch (random.below(18)) {
    case 0:
      return names.join(", ");
    case 1:
      return JSON.stringify(names);
    case 2:
      return names.map((name) => `* ${name}`).join("\n");
    case 3:
      return names.map((name, index) => `${index + 1}) ${name}`).join("\n");
    case 4:
      return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}.`;
    case 5:
      return `{${names.join("; ")}}`;
    case 6:
      return names.join("\n").toUpperCase();
    case 7:
      return `${random.pick(["Answer: ", "The chosen items are: ", "**Items:**\n"])}${names.join(" ")}`;
    case 8:
      return names.map((name, index) => `- **${name}** (${figure(name, index % 3)})`).join("\n");
    case 9:
      return names
        .map((name) => `${name}: value ${figure(name, 0)}, cost ${figure(name, 1)}, time ${figure(name, 2)}`)
        .join("\n");
    case 10:
      return JSON.stringify({ items: names }).replace(/,/g, ", ").replace(":", ": ");
    case 11:
      return names.join(random.pick([" + ", " & "]));
    case 12:
      return `${random.pick(["Chosen: ", "**Best choice:** ", "## Answer\n", "Chosen items:\n"])}${names.join(", ")}`;
    case 13:
      return `Chosen:\n\`\`\`\n${names.join(" ")}\n\`\`\``;
    case 14:
      return `{${names.map((name) => `"${name}": 1`).join(", ")}${random.chance(1, 2) ? `, "${other(names, rows)}": 0` : ""}}`;
    case 15:
      return `${names.join("\n")}\nTotal value: 12, total cost: ${names.length}`;
    case 16:
      return JSON.stringify(names.length % 2 === 0 ? names.map((name) => ({ name })) : names.map(rowOf));
    case 17:
      return names.map((name, at) => `${names.length % 3 > 0 ? "✅ " : at === 1 ? "- " : ""}${name}`).join("\n");
    default:
      return names.join(" ");
  }
}

/** An item that is not chosen. */
function other(names: readonly string[], rows: Rows): string {
  return [...rows.keys()].find((name) => !names.includes(name)) ?? "none";
}

import type { Random } from "../../../src/core/index.ts";

type Values = readonly (readonly [name: string, value: number | string])[];

/** Values as text: right, wrong in one of them, or no values for one reason. */
export function spelledValues(right: string, random: Random): string {
  const values: Values = right
    .trim()
    .split("\n")
    .map((line) => line.split(" = ") as [string, string]);
  const at = random.below(values.length);
  const [name = "", value = 0] = values[at] ?? [];
  switch (random.below(12)) {
    case 0:
      return spell(values.with(at, [name, (Number(value) + 1) % 10_000]), random);
    case 1:
      return spell(values.toSpliced(at, 1), random);
    case 2:
      return spell([...values, [name, value]], random);
    case 3:
      return spell(values.with(at, [`${name}x`, value]), random);
    case 4:
      return spell(values.with(at, [name, random.pick(["about 12", "-5", "1.5", "many", "12a"])]), random);
    case 5:
      return values.map(([own, number], place) => (place === at ? String(number) : `${own}=${number}`)).join("\n");
    default:
      return spell(random.chance(1, 2) ? random.shuffle([...values]) : values, random);
  }
}

function spell(values: Values, random: Random): string {
  const sign = random.pick([" = ", "=", ": ", " -> ", " → ", " is ", " - ", " — ", " ", "\t", " contains "]);
  const separator = random.pick(["\n", ", ", "; ", " ", "\r\n"]);
  const items = values.map(([name, value]) => `${name}${sign}${value}`);
  switch (random.below(18)) {
    case 0:
      return `{${values.map(([name, value]) => `"${name}": ${value}`).join(", ")}}`;
    case 1:
      return values.map(([, value]) => value).join(separator);
    case 2:
      return `[${values.map(([, value]) => value).join(", ")}]`;
    case 3:
      return items.map((item) => `${random.pick(["-", "*"])} ${item}`).join("\n");
    case 4:
      return items.map((item, index) => `${index + 1}. ${item}`).join("\n");
    case 5:
      return `**${items.join(separator)}**`;
    case 6:
      return `${items.join(separator).toUpperCase()}.`;
    case 7:
      return `| name | number |\n|---|---|\n${values.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}`;
    case 8:
      return JSON.stringify(
        values.map(([name, value]) => [name, Number(value)]),
        null,
        1,
      ).replace(/\s+/g, " ");
    case 9:
      return `${random.pick(["Answer: ", "The values are:\n", "**Answer:** "])}${items.join("\n")}`;
    case 10:
      return items.map((item) => `**${item.replace(" is ", ": ")}**.`).join("\n");
    case 11:
      return `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
    case 12:
      return values.map(([name, value]) => `${name} (${value})`).join(separator);
    case 13:
      return items
        .map((item) => `${item}  # ${random.pick(["at the end", "the scope was cancelled", "old value", "previous"])}`)
        .join("\n");
    case 14:
      return values.map(([name, value]) => `${name} = \\boxed{${value}}`).join("\n");
    case 15:
      return values.map(([name, value]) => `${name} (final) = ${value}`).join("\n");
    default:
      return items.join(separator);
  }
}

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { formatEstimate, type Figure, type FigureTable, type Report } from "../src/simulate/index.ts";
import { standaloneSvg } from "../src/simulate/report/standalone-svg.ts";

/*
 * Writes the measured tables and the plot of docs/mechanism.md:
 *
 *   af simulate --suite full --json > suite.json
 *   af simulate --days 30 --reps 20 --json > attacks.json
 *   npx tsx scripts/write-mechanism-tables.ts suite.json attacks.json
 *
 * Tables that the suite's file lacks are left as they are, and so are the attacks without the second file.
 */

const [suiteFile, attacksFile] = process.argv.slice(2);
if (suiteFile === undefined) throw new Error("Give the JSON of the suite, then that of the attacks.");
const read = (file: string): Report => JSON.parse(readFileSync(file, "utf8")) as Report;
const suite = read(suiteFile);
const attacks = attacksFile === undefined ? { tables: [] } : read(attacksFile);

const titled = (part: string): FigureTable | undefined => suite.tables.find(({ title }) => title.includes(part));

/** Measured, and what was published in brackets. */
function cellOf(figure: Figure | undefined): string {
  if (figure === undefined) return "";
  const published = figure.published === undefined ? "" : ` (${figure.published.join(", ")})`;
  return `${formatEstimate(figure.ours)}${published}${figure.differs === true ? " **differs**" : ""}`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A table with all its figures. */
function whole(table: FigureTable | undefined): string | undefined {
  if (table === undefined) return undefined;
  const { rows } = table;
  const names = [...new Set(rows.flatMap(({ figures }) => figures.map((f) => f.name)))];
  const body = rows.map(({ label, figures }) => [
    label,
    ...names.map((name) => cellOf(figures.find((figure) => figure.name === name))),
  ]);
  return markdown(["", ...names], body);
}

/** Single tests: one line a challenger, P(crown) and rounds for each number of environments. */
function tests(): string | undefined {
  const tables = [3, 5, 8].flatMap((environments) => titled(`E = ${environments}, r`) ?? []);
  if (tables.length < 3) return undefined;
  const roundsOf = (figures: readonly Figure[]): string => {
    const find = (name: string): string => cellOf(figures.find((figure) => figure.name === name));
    const stopped = find("mean rounds, stopped");
    const high = find("95% rounds, crowned");
    const shown = [
      stopped === "" ? "" : `stopped after ${stopped}`,
      find("median rounds, crowned") === "" ? "" : `median ${find("median rounds, crowned")}`,
      high === "" ? "" : `95% ${high}`,
    ];
    return shown.filter((text) => text !== "").join("; ");
  };
  const rows = (tables[0]?.rows ?? []).map(({ label }) => [
    label,
    ...tables.flatMap(({ rows: own }) => {
      const figures = own.find((row) => row.label === label)?.figures ?? [];
      return [cellOf(figures.find(({ name }) => name === "P(crown)")), roundsOf(figures)];
    }),
  ]);
  return markdown(["challenger", ...[3, 5, 8].flatMap((e) => [`E = ${e}: P(crown)`, "rounds"])], rows);
}

/** Attacks: both mechanisms side by side. */
function attackTable(): string {
  const [v1, v2] = attacks.tables;
  const find = (table: FigureTable | undefined, label: string, name: string): string =>
    cellOf(table?.rows.find((row) => row.label === label)?.figures.find((figure) => figure.name === name));
  const shown = (label: string, name: string): string[] => [v1, v2].map((table) => find(table, label, name));
  const rows = (v1?.rows ?? []).map(({ label }) => [
    `\`${label}\``,
    ...shown(label, "attacker's share"),
    ...shown(label, "P(attacker crowned)"),
    ...shown(label, "P(better model crowned)"),
  ]);
  const head = ["share", "P(crowned)", "P(+5 crowned)"].flatMap((name) => [`v1: ${name}`, `v2: ${name}`]);
  return markdown(["attack", ...head], rows);
}

/** Whether a reserve pays: the dripper's share against that of who releases all at once. */
function dripText(): string {
  const [v1, v2] = attacks.tables;
  const ratio = (table: FigureTable | undefined, name: string): string => {
    const of = (label: string): Figure["ours"] | undefined =>
      table?.rows.find((row) => row.label === label)?.figures.find((figure) => figure.name === name)?.ours;
    const [drip, all] = [of("drip"), of("at-once")];
    if (drip === undefined || all === undefined) return "–";
    const value = drip.value / all.value;
    const standardError = value * Math.hypot(drip.standardError / drip.value, all.standardError / all.value);
    return formatEstimate({ value, standardError, count: drip.count });
  };
  const changes = [v1, v2].map((table) =>
    cellOf(table?.rows[0]?.figures.find(({ name }) => name === "changes of champion")),
  );
  return (
    `Who has a model 10 points better and releases it in five steps gets ${ratio(v1, "attacker's share")} times what ` +
    `releasing it at once brings under affine-v1, ${ratio(v2, "attacker's share")} times under affine-v2, and ` +
    `${ratio(v2, "its share with bounty")} times with the option \`bounty\`. Without any attack the champion changes ` +
    `${changes.join(" and ")} times in the thirty days.`
  );
}

const blocks: Readonly<Record<string, string | undefined>> = {
  v1: whole(titled("30 days, 2,160")),
  cloning: whole(titled("cloned")),
  tests: tests(),
  several: whole(titled("V validators")),
  withholding: whole(titled("hands in no round")),
  absences: whole(titled("host is away")),
  coalitions: whole(titled("coalitions that forge")),
  price: whole(titled("the price of evidence")),
  misses: whole(titled("missing at random")),
  levels: whole(titled("level of a test")),
  market: whole(titled("market of")),
  attacks:
    attacks.tables.length === 0
      ? undefined
      : `${attackTable()}\n\n${await format(dripText(), { parser: "markdown", printWidth: 120, proseWrap: "always" })}`,
};
const page = fileURLToPath(new URL("../docs/mechanism.md", import.meta.url));
let text = readFileSync(page, "utf8");
for (const [name, block] of Object.entries(blocks)) {
  if (block === undefined) continue;
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`docs/mechanism.md has no place for ${name}.`);
  text = `${text.slice(0, from + begin.length)}\n\n${block}\n\n${text.slice(to)}`;
}
writeFileSync(page, await format(text, { parser: "markdown", printWidth: 120 }));
const plot = fileURLToPath(new URL("../docs/images/attacks.svg", import.meta.url));
if (attacks.tables.length > 0) writeFileSync(plot, standaloneSvg(attacks.tables, "attacker's share"));

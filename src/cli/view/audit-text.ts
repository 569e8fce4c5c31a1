import { clip } from "../../io/index.ts";
import { NOTES, type AuditReport, type Deviation } from "../../audit/index.ts";
import { table } from "../table.ts";
import { wrap } from "../wrap.ts";

const INDENT = " ".repeat(10);

/** A report for people, 80 columns wide. */
export function auditText(report: AuditReport, most: number): string {
  return [head(report), validators(report), decision(report), notes(report), deviations(report, most), verdict(report)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function head({ netuid, mechanism, rules, block, share, seed }: AuditReport): string {
  const chain = block === null ? "no chain asked" : `chain at block ${block}`;
  const part = share >= 1 ? "" : `\n${percent(share)} of the questions judged again, picked by --seed ${seed}`;
  return `subnet ${netuid}, ${mechanism}, rules ${rules}, ${chain}${part}`;
}

function validators({ validators: all }: AuditReport): string {
  return table(
    [
      { title: "uid", align: "right" },
      { title: "validator" },
      { title: "shards", align: "right" },
      { title: "records", align: "right" },
      { title: "blocks", align: "right" },
      { title: "age", align: "right" },
      { title: "judged", align: "right" },
      { title: "deviations", align: "right" },
    ],
    all.map(({ uid, hotkey, shards, records, firstBlock, lastBlock, ageBlocks, judged, deviations: found }) => [
      uid ?? "-",
      short(hotkey),
      shards,
      records,
      firstBlock === null ? "-" : `${firstBlock}-${lastBlock ?? ""}`,
      ageBlocks ?? "-",
      judged,
      found,
    ]),
  );
}

function decision({ decision: found, verdict }: AuditReport): string {
  if (found === null) return "the decision was not recomputed";
  const { block, champion, counted } = found;
  const who = champion === null ? "nobody is champion" : `${short(champion.hotkey)} is champion with ${champion.model}`;
  // Without what is missing or wrong somebody else may be.
  const caveat = verdict === "verified" ? "" : ": by what is here, which is not the whole record as it should be";
  return wrap(`${who}, as of block ${block}, from ${counted} records${caveat}`);
}

function notes({ notes: all }: AuditReport): string {
  if (all.length === 0) return "";
  const lines = all.map(({ code, validator, count, detail }) => {
    const about = validator === null ? "" : `, ${short(validator)}`;
    const first = `${String(count).padStart(8)}  ${code}${about}`;
    return [
      first,
      wrap(NOTES[code], { indent: INDENT }),
      ...(detail === null ? [] : [`${INDENT}${clip(shortened(detail), 70)}`]),
    ].join("\n");
  });
  return ["Not checked, or not to be proved either way:", ...lines].join("\n");
}

function deviations({ deviations: all, deviationCounts, tolerated }: AuditReport, most: number): string {
  const total = Object.values(deviationCounts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return "";
  const counts = Object.entries(deviationCounts).map(([code, count]) => {
    const isTolerated = tolerated.some((known) => known === code);
    return `  ${String(count).padStart(6)}  ${code}${isTolerated ? " (tolerated)" : ""}`;
  });
  const shown = all.slice(0, most);
  const rest = total - shown.length;
  return [
    `Deviations: ${total}`,
    ...counts,
    ...shown.map(deviation),
    ...(rest > 0 ? [`… and ${rest} more (--most, --json)`] : []),
  ].join("\n");
}

function deviation({ code, validator, record, block, round, message, evidence, consequences }: Deviation): string {
  const where = [
    ...(round === null ? [] : [`round ${round}`]),
    ...(block === null ? [] : [`block ${block}`]),
    `validator ${validator}`,
  ].join(", ");
  const facts = Object.entries(evidence)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `    ${name}: ${clip(String(value), 70 - name.length)}`);
  return [
    `\n${wrap(`${code}: ${message}`)}`,
    wrap(where, { indent: "  " }),
    ...(record === null ? [] : [`  ${record}`]),
    ...facts,
    ...(consequences === undefined ? [] : [wrap(`from it may follow: ${follows(consequences)}`, { indent: "    " })]),
  ].join("\n");
}

function follows(consequences: Readonly<Record<string, number>>): string {
  return Object.entries(consequences)
    .map(([code, count]) => `${count} ${code}`)
    .join(", ");
}

function verdict({ verdict: outcome, records, validators: all, judged, troubles, elapsedMs }: AuditReport): string {
  const seconds = (elapsedMs / 1000).toFixed(1);
  const looked = `${records} records of ${all.length} validator${all.length === 1 ? "" : "s"}, ${judged} answers judged again, ${seconds} s`;
  switch (outcome) {
    case "verified":
      return `VERIFIED: ${looked}`;
    case "deviations":
      return `DEVIATIONS: ${looked}`;
    case "incomplete":
      return [`INCOMPLETE: ${looked}`, ...troubles.map(({ message }) => `  ${message}`)].join("\n");
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))}%`;
}

function short(hotkey: string): string {
  return `${hotkey.slice(0, 8)}…${hotkey.slice(-6)}`;
}

/** Keys of shards without the part that all of one validator share. */
function shortened(text: string): string {
  return text.replace(/records\/\d+\/(\w{8})\w+\/0*(\d+)\.ndjson\.gz/g, "$1…/$2");
}

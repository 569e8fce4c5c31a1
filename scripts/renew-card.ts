/**
 * Brings the stored card of an environment up to a version that asks the same questions (golden hashes must be unchanged)
 * and only reads answers in another way: hostile answers, timings and the spot check are measured anew, and the bars
 * follow. `npx tsx scripts/renew-card.ts abd`
 *
 * Or to one that only measures otherwise: `npx tsx scripts/renew-card.ts abd figures` measures the figures anew and the
 * spot check, `npx tsx scripts/renew-card.ts abd figures baselines` the baselines as well.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { judgeBars } from "../src/envs/card/bars.ts";
import { collectFacts, type Measured } from "../src/envs/card/collect-facts.ts";
import { measureSlice } from "../src/envs/card/measure-slice.ts";
import { planSlices } from "../src/envs/card/plan-slices.ts";
import { spotFacts } from "../src/envs/card/spot-facts.ts";
import { subjectOf } from "../src/envs/card/subject.ts";
import { timings } from "../src/envs/card/timings.ts";
import { environment, goldenHashes, type Card } from "../src/envs/index.ts";
import { createPythonEngine } from "../src/sandbox/index.ts";

const TIMED = 100;
const [name = "", ...told] = process.argv.slice(2);
const checks = told.length === 0 ? ["hostile"] : told;
const python = createPythonEngine({ workers: 1 });
const subject = subjectOf(environment(name), { python });
const file = new URL(`../src/envs/${name}/${name}.card.json`, import.meta.url);
const stored = JSON.parse(readFileSync(file, "utf8")) as Card;
if (!isDeepStrictEqual(goldenHashes(subject.environment), stored.facts.golden)) {
  throw new Error(`${name} asks other questions than its card says: measure it whole, af env card ${name} --json`);
}
const { info } = subject.environment;
const measured: Measured[] = [];
for (const slice of planSlices(info, stored.facts.samples, subject.study.duplicatesASample)) {
  if (checks.includes(slice.check)) measured.push({ slice, result: await measureSlice(subject, slice) });
}
const { fuzz, promptBarCharacters, blind, oneTurn, shallow, strong, figures } = collectFacts(
  subject,
  stored.facts.samples,
  measured,
);
const facts = {
  ...stored.facts,
  version: info.version,
  promptBarCharacters,
  ...(checks.includes("hostile") ? { fuzz } : {}),
  ...(checks.includes("figures") ? { figures } : {}),
  ...(checks.includes("baselines") ? { blind, ...(oneTurn === undefined ? {} : { oneTurn }), shallow, strong } : {}),
};
const clock = {
  name: "processor time",
  nowMs: () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
};
const card: Card = {
  ...stored,
  facts: { ...facts, bars: judgeBars(facts) },
  spot: await spotFacts(subject),
  ...(checks.includes("hostile") ? { timings: await timings(subject, TIMED, clock) } : {}),
};
await python.close();
writeFileSync(file, `${JSON.stringify(card)}\n`);

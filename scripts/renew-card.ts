/**
 * Brings the stored card of an environment up to a version that asks the same questions and only reads answers in another
 * way: golden hashes must be unchanged; hostile answers, timings and the spot check are measured anew, and the bars follow.
 * `npx tsx scripts/renew-card.ts abd`
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
const name = process.argv[2] ?? "";
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
  if (slice.check === "hostile") measured.push({ slice, result: await measureSlice(subject, slice) });
}
const { fuzz, promptBarCharacters } = collectFacts(subject, stored.facts.samples, measured);
const facts = { ...stored.facts, version: info.version, promptBarCharacters, fuzz };
const clock = {
  name: "processor time",
  nowMs: () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
};
const card: Card = {
  facts: { ...facts, bars: judgeBars(facts) },
  spot: await spotFacts(subject),
  timings: await timings(subject, TIMED, clock),
};
await python.close();
writeFileSync(file, `${JSON.stringify(card)}\n`);

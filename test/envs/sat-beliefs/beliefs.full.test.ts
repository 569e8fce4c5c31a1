import { expect, test } from "vitest";
import { satEnvironment } from "../../../src/envs/index.ts";
import { dpll } from "../../../src/envs/sat/study/backtracking.ts";
import { independentParts } from "../../../src/envs/sat/study/independent-parts.ts";
import { readClauses } from "../../../src/envs/sat/study/read-clauses.ts";
import { decimate } from "./beliefs.ts";

const ASKED = Number(process.env["AFFINE_ASKED"] ?? 300);
const MAX_CONFLICTS = 100_000;
const FREELY = 30;
/** Sweeps before each value, of those that may send no more messages than a tenth of DPLL's assignments: barred. */
const FRUGALLY = [1, 3, 8];
/** A variable occurs 10 or 12 times; counted as one, all that it sends in a sweep is about this much cheaper: reported. */
const OCCURRENCES = 11;

test.each(satEnvironment.info.scoredLevels)(
  "behavior: level %i: belief propagation earns at most 5%% with a tenth of what a search by hand spends",
  async (level) => {
    const formulas = Array.from({ length: ASKED }, (_, index) => {
      const { prompt, secret } = satEnvironment.generate({ level }, `beliefs-${index}`);
      return { formula: readClauses(prompt), secret };
    });
    const costs = formulas.map(({ formula }) =>
      independentParts(formula).reduce((sum, part) => sum + dpll(part, MAX_CONFLICTS).assignments, 0),
    );
    const assignments = median(costs);
    const tenth = Math.floor(assignments / 10);
    const runs = [
      ...FRUGALLY.map((sweeps) => ({ sweeps, most: tenth })),
      ...FRUGALLY.map((sweeps) => ({ sweeps, most: OCCURRENCES * tenth })),
      { sweeps: FREELY, most: Infinity },
    ];
    const passed: number[] = [];
    const messages: number[] = [];
    for (const { sweeps, most } of runs) {
      let right = 0;
      const spent: number[] = [];
      for (const { formula, secret } of formulas) {
        const found = decimate(formula, sweeps, most);
        spent.push(found.messages);
        if (found.values === null) continue;
        const answer = found.values.slice(1).map((value, at) => (value ? at + 1 : -at - 1));
        const verdict = await satEnvironment.check(secret, `<answer>${answer.join(" ")}</answer>`);
        right += verdict.thousandths === 1000 ? 1 : 0;
      }
      passed.push(right);
      messages.push(median(spent));
    }
    const told = runs.map(({ sweeps }, at) => `${sweeps} sweeps: ${passed[at]} passed with ${messages[at]} messages`);
    process.stderr.write(
      `SAT level ${level}, ${ASKED} asked, ${assignments} assignments by DPLL; ${told.join("; ")}\n`,
    );
    for (const right of passed.slice(0, FRUGALLY.length)) expect(right).toBeLessThanOrEqual(ASKED / 20);
  },
);

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;
}

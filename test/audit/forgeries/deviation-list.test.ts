import { expect, test } from "vitest";
import { DEVIATION_CODES, type DeviationCode } from "../../../src/audit/index.ts";
import { ANSWERS } from "./answers.ts";
import { BYTES } from "./bytes.ts";
import { CHAINS } from "./chains.ts";
import { CONTEST } from "./contest.ts";
import { RECORDS } from "./records.ts";

/** Codes whose tests need several validators, or episodes: they stand in suites of their own. */
const ELSEWHERE: Readonly<Partial<Record<DeviationCode, string>>> = {
  stale_weights: "test/audit/false-verified.ci.test.ts",
  unproven_head: "test/audit/false-verified.ci.test.ts",
  foreign_round: "test/audit/v2-audit.ci.test.ts",
  unasked_record: "test/audit/v2-audit.ci.test.ts",
  false_dispute: "test/audit/v2-audit.ci.test.ts",
  altered_turns: "src/audit/answers/episode-forgeries.test.ts",
  altered_observation: "src/audit/answers/episode-forgeries.test.ts",
  turn_after_end: "src/audit/answers/episode-forgeries.test.ts",
  unfinished_episode: "src/audit/answers/episode-forgeries.test.ts",
};

const tables = { answers: ANSWERS, bytes: BYTES, chains: CHAINS, contest: CONTEST, records: RECORDS };
const all = Object.values(tables).flat();

test("the list has at least 130 forgeries, each of its own name", () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(130);
});

test("no code is dead: each has a forgery that must raise it, and docs/deviations.md says which", async () => {
  const rows = [...DEVIATION_CODES].sort().map((code) => {
    const here = Object.entries(tables).flatMap(([table, forgeries]) =>
      forgeries.filter((one) => one.code === code).map(({ name }) => `${table}: ${name}`),
    );
    const elsewhere = ELSEWHERE[code];
    const tests = [...here, ...(elsewhere === undefined ? [] : [elsewhere])];
    expect(tests, `no test raises ${code}`).not.toEqual([]);
    const more = tests.length > 3 ? `, and ${tests.length - 3} more` : "";
    return `| \`${code}\` | ${tests.slice(0, 3).join("; ")}${more} |`;
  });
  const text = [
    "# Deviations and the forgeries that raise them",
    "",
    "Written by `test/audit/forgeries/deviation-list.test.ts` (with `-u`), which fails where a code has none. Each forgery is made",
    "by an encoder of its own and must be named with its record, its validator and its exit status:",
    "`test/audit/forgeries/`. What the codes mean: [verifying.md](verifying.md).",
    "",
    "| code | forgeries |",
    "|---|---|",
    ...rows,
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../../docs/deviations.md");
});

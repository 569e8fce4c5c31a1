import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ENVS = new URL("../../src/envs/", import.meta.url);
const DOCS = new URL("../../docs/", import.meta.url);
/** Folders of what asks and measures, and judges nothing. */
const OTHERS = /(?:^|\/)(?:study|card|corpus|skeleton|draw|emit)\//;
/** Where a reason stands in the code: given to what makes a zero, in a member, behind a question mark, returned, or in a type. */
const REASON =
  /(?:zero|noAnswer|none|invalid|lost|wrong|failed|refused)\(\s*"([a-z]+(?:_[a-z]+)*)"|reason: "([a-z_]+)"|[?:] "([a-z]+(?:_[a-z]+)+)"|return "([a-z]+(?:_[a-z]+)+)"|\| "([a-z]+(?:_[a-z]+)+)"/g;
/** Words of the same form that are no reasons: kinds of a task's cases, and how a program of ABD ends while it is drawn. */
const NONE = new Set([
  "function_call",
  "stdin_stdout",
  "division_by_zero",
  "empty_list",
  "no_such_item",
  "not_a_number",
]);

test("law: every reason that an environment gives is in a page", () => {
  const files = readdirSync(ENVS, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.includes(".test.") && !OTHERS.test(file.replaceAll("\\", "/")),
  );
  const reasons = new Set(
    files.flatMap((file) =>
      Array.from(readFileSync(new URL(file, ENVS), "utf8").matchAll(REASON), (match) => match.slice(1).find(Boolean)!),
    ),
  );
  for (const known of ["correct", "unfinished", "unclosed_reasoning", "run_takes_nothing", "turns_after_end"]) {
    expect(reasons).toContain(known);
  }
  const pages = readdirSync(DOCS)
    .filter((name) => /^(?:environments.*|episodes)\.md$/.test(name))
    .map((name) => readFileSync(new URL(name, DOCS), "utf8"))
    .join("\n");
  expect([...reasons].filter((reason) => !NONE.has(reason) && !pages.includes(`\`${reason}\``))).toEqual([]);
});

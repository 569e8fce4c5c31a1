import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { sameOutput } from "../judge/same-output.ts";
import { FORMATS } from "./formats/formats.ts";
import { FRONTS } from "./fronts/index.ts";
import { draftSpec } from "./spec/draft-spec.ts";
import { FAMILIES } from "./spec/families.ts";
import { mutantsOf } from "./spec/mutants.ts";
import { hiddenTests } from "./hidden/hidden-tests.ts";
import { printsOther, runSpec, traceSpec } from "./spec/run-spec.ts";
import { fitsTogether, frontOf, type Spec } from "./spec/spec.ts";
import { parseStatement, renderStatement } from "./spec/statement.ts";
import { STEPS } from "./steps/index.ts";

/** Drafts of every family in turn, with the stream that goes on after them. */
function drafts(count: number): { spec: Spec; random: Random }[] {
  return Array.from({ length: count }, (_, index) => {
    const random = Random.from("test/drafts", index);
    const spec = draftSpec(FAMILIES[index % FAMILIES.length]!, 1 + (index % 5), 1 + random.below(6), random);
    return spec === null ? [] : [{ spec, random }];
  }).flat();
}

describe("the operation table", () => {
  test("default: at least eight families, every sentence known by one name", () => {
    expect(FAMILIES.length).toBeGreaterThanOrEqual(8);
    for (const table of [STEPS, FRONTS, FORMATS, ...FRONTS.map((front) => front.rules)]) {
      expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    }
  });

  test("behavior: 2,400 statements read back as their specs", () => {
    const specs = drafts(2450).map(({ spec }) => spec);
    expect(specs.length).toBeGreaterThanOrEqual(2400);
    for (const spec of specs) expect(JSON.stringify(parseStatement(renderStatement(spec)))).toBe(JSON.stringify(spec));
  });

  test("behavior: what is no statement reads as nothing", () => {
    const { spec } = drafts(1)[0]!;
    const lines = renderStatement(spec).split("\n");
    expect(parseStatement("")).toBeNull();
    expect(parseStatement(lines.slice(0, -1).join("\n"))).toBeNull();
    expect(parseStatement([lines[0], "1. Do as you like.", ...lines.slice(1)].join("\n"))).toBeNull();
  });

  test("behavior: drafts fit together, and so do their near misses", () => {
    for (const { spec } of drafts(60)) {
      expect(fitsTogether(spec)).toBe(true);
      for (const mutant of mutantsOf(spec)) {
        expect(fitsTogether(mutant.spec)).toBe(true);
        expect(mutant.spec).not.toEqual(spec);
      }
    }
  });

  test("behavior: running only what differs tells the same as running all", () => {
    for (const { spec, random } of drafts(20)) {
      const input = frontOf(spec).makeInput(random, "random", spec.front.values, spec.rules);
      const trace = traceSpec(spec, input);
      for (const { spec: mutant } of trace === null ? [] : mutantsOf(spec)) {
        const output = runSpec(mutant, input);
        expect(printsOther(mutant, spec, trace!)).toBe(output !== null && output !== trace!.output);
      }
    }
  });
});

describe("hidden tests", () => {
  test("behavior: every step that is left out fails one", () => {
    let judged = 0;
    for (const { spec, random } of drafts(40)) {
      const suite = hiddenTests(spec, random);
      if (suite === null) continue;
      judged += 1;
      for (const { output, input } of suite.tests) expect(runSpec(spec, input)).toBe(output);
      expect(suite.tests.map(({ output }) => output)).not.toContain(suite.example.output);
      for (const mutant of mutantsOf(spec).filter(({ deletion }) => deletion)) {
        expect(suite.tests.some(({ input, output }) => runSpec(mutant.spec, input) !== output)).toBe(true);
      }
    }
    expect(judged).toBeGreaterThan(10);
  });

  test("behavior: a step that changes nothing is refused", () => {
    const phrase = (id: string, values: Record<string, string | number>) => ({ id, values });
    const spec: Spec = {
      front: phrase("numbers-line", { separator: "commas" }),
      rules: [],
      steps: [phrase("unique", { which: "first" }), phrase("collapse", { what: "one of them" })],
      format: phrase("numbers-count", {}),
    };
    expect(hiddenTests(spec, Random.from("test/dead-step"))).toBeNull();
    expect(hiddenTests({ ...spec, steps: spec.steps.slice(0, 1) }, Random.from("test/dead-step"))).not.toBeNull();
  });
});

describe("sameOutput", () => {
  test.each([
    ["a  \nb\t\r\n\n\n", "a\nb", true],
    [" a", "a", false],
    ["a\n\nb", "a\nb", false],
    ["", "\n", true],
    ["1 2", "1  2", false],
  ])("behavior: %j and %j", (printed, wanted, same) => {
    expect(sameOutput(printed, wanted)).toBe(same);
  });
});

import { Random } from "../../../core/index.ts";
import type { PythonEngine } from "../../../sandbox/index.ts";
import { sameOutput } from "../../judge/same-output.ts";
import { draftSpec } from "../spec/draft-spec.ts";
import { FAMILIES } from "../spec/families.ts";
import { INPUT_KINDS } from "../spec/operation.ts";
import { runSpec } from "../spec/run-spec.ts";
import { frontOf } from "../spec/spec.ts";
import { writePython } from "../spec/write-python.ts";

const INPUTS = 60;

/** What was compared, and where interpreter and emitted program said different things. */
export interface Agreement {
  specs: number;
  runs: number;
  readonly steps: Set<string>;
  readonly disagreements: string[];
}

/** Runs the emitted programs of `count` random specs on 60 inputs each and compares with the interpreter. */
export async function compareWithPython(engine: PythonEngine, series: string, count: number): Promise<Agreement> {
  const found: Agreement = { specs: 0, runs: 0, steps: new Set(), disagreements: [] };
  for (let index = 0; index < count; index += 1) {
    const random = Random.from("affine/ded/agreement", series, index);
    const family = FAMILIES[index % FAMILIES.length] ?? FAMILIES[0];
    const spec = family === undefined ? null : draftSpec(family, 1 + (index % 5), 1 + random.below(6), random);
    if (spec === null) continue;
    for (const { id } of spec.steps) found.steps.add(id);
    const inputs = Array.from({ length: INPUTS }, (_, at) =>
      frontOf(spec).makeInput(random, INPUT_KINDS[at % INPUT_KINDS.length] ?? "random", spec.front.values, spec.rules),
    );
    const program = `${writePython(spec, "function_call")}
import json, sys
print(json.dumps([solve(text) for text in json.load(sys.stdin)]))
`;
    const { kind, stdout, stderr } = await engine.run(program, { stdin: JSON.stringify(inputs) });
    const printed: unknown = kind === "ok" ? JSON.parse(stdout) : [];
    for (const [at, input] of inputs.entries()) {
      const wanted = runSpec(spec, input);
      if (wanted === null) continue;
      found.runs += 1;
      const output: unknown = Array.isArray(printed) ? printed[at] : undefined;
      if (typeof output === "string" && sameOutput(output, wanted)) continue;
      found.disagreements.push(JSON.stringify({ spec, input, wanted, output, kind, stderr: stderr.slice(-200) }));
    }
    found.specs += 1;
  }
  return found;
}

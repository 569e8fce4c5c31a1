import { Random } from "../../../core/index.ts";
import type { PythonEngine } from "../../../sandbox/index.ts";
import { callOf } from "../draft/call-of.ts";
import { draftRule } from "../draft/draft-rule.ts";
import { drawInput, type Occasion } from "../draft/draw-input.ts";
import { runRule } from "../grammar/run-rule.ts";
import { writePython } from "../grammar/write-python.ts";
import { formOf, INDUCE_LEVELS } from "../induce-levels.ts";

const OCCASIONS: readonly Occasion[] = ["usual", "one", "few", "long", "equal"];
const INPUTS = 20;

/** What was compared, and where the grammar and Python said different things. */
export interface Agreement {
  runs: number;
  readonly pieces: Set<string>;
  readonly disagreements: string[];
}

/** Runs `count` random rules of all levels in Python, on 20 inputs each, and compares with the grammar's own meaning. */
export async function compareWithPython(engine: PythonEngine, series: string, count: number): Promise<Agreement> {
  const found: Agreement = { runs: 0, pieces: new Set(), disagreements: [] };
  for (let index = 0; index < count; index += 1) {
    const random = Random.from("affine/induce/agreement", series, index);
    const level = random.pick(INDUCE_LEVELS);
    const kind = random.pick(level.inputs);
    const rule = draftRule(kind, formOf(level, kind), random);
    if (rule === null) continue;
    const names = [rule.combination, ...rule.steps, rule.suffix, rule.fold];
    for (const name of [...names, ...(rule.core?.choice.predicates ?? []), ...(rule.core?.choice.results ?? [])]) {
      if (name !== null) found.pieces.add(name);
    }
    const calls = Array.from({ length: INPUTS }, (_, at) => {
      const input = drawInput(kind, OCCASIONS[at % OCCASIONS.length] ?? "usual", random);
      const result = runRule(rule, input);
      return result === null ? null : callOf("f", rule, input, result);
    }).filter((call) => call !== null);
    const program = `${writePython(rule, "f")}
import json, sys
print(json.dumps([f(*given) for given in json.load(sys.stdin)]))
`;
    const stdin = JSON.stringify(calls.map((call) => call.arguments));
    const { kind: end, stdout, stderr } = await engine.run(program, { stdin });
    const printed: unknown = end === "ok" ? JSON.parse(stdout) : [];
    for (const [at, call] of calls.entries()) {
      found.runs += 1;
      const returned: unknown = Array.isArray(printed) ? printed[at] : undefined;
      if (JSON.stringify(returned) === JSON.stringify(call.result)) continue;
      found.disagreements.push(JSON.stringify({ rule, call, returned, end, stderr: stderr.slice(-200) }));
    }
  }
  return found;
}

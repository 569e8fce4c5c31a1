import type { PythonEngine } from "../../../sandbox/index.ts";
import { returnedLine } from "../../judge/drivers.ts";
import { replayEngine } from "../../judge/replay-engine.ts";
import { inputOf } from "../hidden/input-of.ts";
import type { DedSecret } from "../ded-secret.ts";

/** An engine that says what a right answer to this question would print. */
export function rightAnswers(secret: DedSecret): PythonEngine {
  const generated = secret.source === "generated" ? secret : null;
  const outputs = new Map(generated?.tests.map((test) => [inputOf(generated.task, test), test.output]));
  return replayEngine((stdin) => {
    const output = outputs.get(stdin) ?? "";
    return generated?.style === "function_call" ? returnedLine(output) : output;
  });
}

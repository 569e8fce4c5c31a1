import type { PythonEngine } from "../../../sandbox/index.ts";
import { returnedLine } from "../../judge/drivers.ts";
import { replayEngine } from "../../judge/replay-engine.ts";
import type { InduceSecret } from "../induce-secret.ts";

/** An engine that says what a right answer to this question would print. */
export function rightResults({ tests }: InduceSecret): PythonEngine {
  return replayEngine(() => returnedLine(tests.map(({ result }) => JSON.stringify(result))));
}

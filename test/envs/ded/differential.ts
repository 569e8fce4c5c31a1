import { DED_LEVELS } from "../../../src/envs/ded/ded-levels.ts";
import { draftTask } from "../../../src/envs/ded/draft/draft-task.ts";
import { dedPrompt } from "../../../src/envs/ded/ded-prompt.ts";
import { drawInput, type InputKind } from "../../../src/envs/ded/hidden/draw-input.ts";
import { writePython } from "../../../src/envs/ded/python/write-python.ts";
import { inputText } from "../../../src/envs/ded/task/instance.ts";
import { runGoal } from "../../../src/envs/ded/task/run-task.ts";
import { Scene } from "../../../src/envs/ded/task/scene.ts";
import { Random } from "../../../src/core/index.ts";
import { readingsOf } from "../../../src/localnet/models/ded/read-task.ts";
import { writeProgram } from "../../../src/localnet/models/ded/write-program.ts";
import type { PythonEngine } from "../../../src/sandbox/index.ts";

const KINDS: readonly InputKind[] = ["random", "ties", "extreme", "equal", "one", "two", "random", "middle"];

/** What was compared, and where somebody said something else. */
export interface Agreement {
  checks: number;
  readonly goals: Set<string>;
  readonly disagreements: string[];
}

/**
 * Three that know nothing of each other: the interpreter of tasks; the oracle's program; and a second implementation that
 * has the English alone, reads it by its own grammar and works it out by a program of its own. Each on `inputs` inputs of
 * `tasks` tasks.
 */
export async function compare(engine: PythonEngine, series: string, tasks: number, inputs: number): Promise<Agreement> {
  const found: Agreement = { checks: 0, goals: new Set(), disagreements: [] };
  for (let index = 0, asked = 0; asked < tasks; index += 1) {
    const random = Random.from("affine/ded/differential", series, index);
    const level = DED_LEVELS[index % DED_LEVELS.length]!;
    const task = draftTask(level, random);
    if (task === null) continue;
    asked += 1;
    found.goals.add(task.goal.goal);
    const telling = { shuffled: level.level > 3 };
    const prompt = dedPrompt(task, "function_call", telling, { input: "1\n", output: "0" }, random);
    const readings = readingsOf(prompt);
    if (readings.length !== 1) {
      found.disagreements.push(`${readings.length} readings of ${prompt}`);
      continue;
    }
    const drawn = Array.from({ length: inputs }, (_, at) => drawInput(task, KINDS[at % KINDS.length]!, random));
    const texts = drawn.map(({ ground, parameters }) => inputText({ columns: ground.given, parameters }));
    const wanted = drawn.map(({ ground, parameters }) => runGoal(task, new Scene(ground, parameters)));
    for (const program of [writePython(task, "function_call"), writeProgram(readings[0]!)]) {
      const whole = `${program}\nimport json, sys\nprint(json.dumps([solve(text) for text in json.load(sys.stdin)]))\n`;
      const { kind, stdout, stderr } = await engine.run(whole, { stdin: JSON.stringify(texts) });
      const printed = (kind === "ok" ? JSON.parse(stdout) : []) as string[];
      for (const [at, text] of texts.entries()) {
        found.checks += 1;
        if (printed[at] === wanted[at]) continue;
        found.disagreements.push(
          JSON.stringify({ prompt, text, wanted: wanted[at], printed: printed[at], kind, stderr }),
        );
      }
    }
  }
  return found;
}

import type { Random } from "../../../core/index.ts";
import { groundOf, type Ground } from "../task/ground.ts";
import { inputText } from "../task/instance.ts";
import { namesInGoal } from "../task/names-in.ts";
import { runGoal } from "../task/run-task.ts";
import { Scene } from "../task/scene.ts";
import type { Task } from "../task/task.ts";
import { drawInput, type DrawnInput, type InputKind } from "./draw-input.ts";
import { fitParameters } from "./fit-parameters.ts";
import { largeColumns, type LargeRecipe } from "./large-input.ts";
import { mutantsOf, type Mutant } from "./mutants.ts";

/** An input and what a right program prints for it. */
export interface IoTest {
  readonly input: string;
  readonly output: string;
}

/** A test whose input is too long to be kept. */
export interface LargeTest {
  readonly recipe: LargeRecipe;
  readonly output: string;
}

export type HiddenTest = IoTest | LargeTest;

export interface TestSuite {
  readonly example: IoTest;
  readonly tests: readonly HiddenTest[];
}

interface Trace extends DrawnInput {
  readonly output: string;
}

const OCCASIONS: readonly InputKind[] = [
  ...Array.from({ length: 6 }, () => "random" as const),
  "ties",
  "extreme",
  "equal",
  "two",
  "one",
  "middle",
];
/** Occasions of inputs that are to tell a near miss from the task. */
const KILLING: readonly InputKind[] = ["random", "ties", "two", "extreme", "random", "one", "ties", "middle"];
/** Draws of an input in search of an answer that others have not. */
const REDRAWS = 3;
const KILL_ATTEMPTS = 32;
/** More tests that answer alike than this would let a constant pass too many. */
const MOST_ALIKE = 4;
const MOST_TESTS = 22;

/**
 * The tests of a task: one for every occasion, for every near miss that they do not tell from it an input that does, and
 * two large ones. `null` refuses the task: a near miss that no input tells from it, or outputs that repeat.
 */
export function hiddenTests(task: Task, random: Random): TestSuite | null {
  const trace = (kind: InputKind): Trace => {
    const drawn = drawInput(task, kind, random);
    return { ...drawn, output: runGoal(task, new Scene(drawn.ground, drawn.parameters)) };
  };
  const traces: Trace[] = [];
  for (const kind of OCCASIONS) {
    let drawn = trace(kind);
    // A random input whose answer is known already is drawn again: it would tell little.
    for (let again = 0; again < REDRAWS && traces.some(({ output }) => output === drawn.output); again += 1) {
      drawn = trace(kind);
    }
    traces.push(drawn);
    const alike = traces.filter(({ output }) => output === drawn.output).length;
    if (alike > MOST_ALIKE) return null;
  }
  const candidates: Trace[] = [];
  // Which trace is asked first decides nothing but time: the one that told the last near miss tells the next one, mostly.
  const byLuck = [...traces];
  for (const mutant of mutantsOf(task)) {
    const telling = byLuck.findIndex((known) => tells(mutant, known));
    if (telling !== -1) {
      byLuck.unshift(...byLuck.splice(telling, 1));
      continue;
    }
    let killed = false;
    for (let attempt = 0; attempt < KILL_ATTEMPTS && !killed; attempt += 1) {
      const candidate = (candidates[attempt] ??= trace(KILLING[attempt % KILLING.length] as InputKind));
      if (!tells(mutant, candidate)) continue;
      traces.push(candidate);
      byLuck.unshift(candidate);
      killed = true;
    }
    if (!killed || traces.length > MOST_TESTS) return null;
  }
  const example = exampleFor(task, traces, trace);
  if (example === null) return null;
  const tests = [...traces.map(ioOf), largeTest(task, "mixed", random), largeTest(task, "blocks", random)];
  return { example, tests };
}

/** An input that the hidden ones do not repeat, with an answer that most of them do not have. */
function exampleFor(task: Task, traces: readonly Trace[], trace: (kind: InputKind) => Trace): IoTest | null {
  const inputs = new Set(traces.map(textOf));
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const example = ioOf(trace("random"));
    const alike = traces.filter(({ output }) => output === example.output).length;
    if (alike <= 2 && example.output !== task.none && !inputs.has(example.input)) return example;
  }
  return null;
}

/** True if a near miss prints something else for an input. What it has in common with the task is not worked out again. */
function tells({ task, slip }: Mutant, { ground, parameters, output }: Trace): boolean {
  const own = groundOf(task, ground.given, slip, ground);
  if (task.goal === ground.task.goal && (slip === null || slip.slip === "edge") && looksAlike(own, ground))
    return false;
  return runGoal(task, new Scene(own, parameters, slip)) !== output;
}

/** True if all that the goal looks at is the same: what changed does not reach it. */
function looksAlike(own: Ground, ground: Ground): boolean {
  if (own === ground) return true;
  if (own.kept !== ground.kept) return false;
  for (const name of namesInGoal(ground.task.goal)) {
    if (own.columns.get(name) !== ground.columns.get(name) || own.marks.get(name) !== ground.marks.get(name))
      return false;
  }
  return true;
}

function largeTest(task: Task, shape: LargeRecipe["shape"], random: Random): LargeTest {
  const seed = random.between(1, 0xffff_fffe);
  // The blocks have the full size: they are where shortcuts take longest.
  const items = shape === "blocks" ? task.mostItems : Math.ceil(task.mostItems / 10);
  const bare = { shape, items, seed };
  const columns = largeColumns({ ...bare, parameters: [] }, task.fields);
  const ground = groundOf(task, columns);
  const parameters = fitParameters({ task, ground, random });
  return { recipe: { ...bare, parameters }, output: runGoal(task, new Scene(ground, parameters)) };
}

function ioOf(trace: Trace): IoTest {
  return { input: textOf(trace), output: trace.output };
}

function textOf({ ground, parameters }: DrawnInput): string {
  return inputText({ columns: ground.given, parameters });
}

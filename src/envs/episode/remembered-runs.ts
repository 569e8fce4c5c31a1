import { canonicalJson, sha256Hex } from "../../core/index.ts";
import type { PythonEngine, Verdict as RunVerdict } from "../../sandbox/index.ts";
import type { PythonRun } from "./episode-spec.ts";

const MOST_RUNS = 4_096;
/** Longer outputs are not kept. */
const MOST_CHARACTERS = 8_192;

/** How runs ended, the one that was asked for longest ago first. */
const runsOf = new WeakMap<PythonEngine, Map<string, RunVerdict>>();

/**
 * Runs Python, or remembers how the same run ended: an episode is folded from its beginning at every turn, and how a run
 * ends is a function of what is run.
 */
export async function rememberedRun(engine: PythonEngine, run: PythonRun): Promise<RunVerdict> {
  const known = runsOf.get(engine) ?? new Map<string, RunVerdict>();
  runsOf.set(engine, known);
  const { program, stdin, files = {}, limits = {} } = run;
  const key = sha256Hex(canonicalJson({ program, stdin, files, limits }));
  const before = known.get(key);
  known.delete(key);
  const ended = before ?? (await engine.run(program, { stdin, files, limits }));
  if (ended.stdout.length + ended.stderr.length > MOST_CHARACTERS) return ended;
  known.set(key, ended);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_RUNS) break;
    known.delete(oldest);
  }
  return ended;
}

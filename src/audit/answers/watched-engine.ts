import type { PythonEngine } from "../../sandbox/index.ts";

/** An engine that remembers what became of its programs. */
export interface WatchedEngine {
  readonly engine: PythonEngine;
  /** Whether there was a program at all. */
  readonly ranPrograms: () => boolean;
  /** Whether one ran out of wall clock, which another machine may not reproduce. */
  readonly ranOutOfTime: () => boolean;
}

/** Watches one evaluation. */
export function watchedEngine(engine: PythonEngine): WatchedEngine {
  let programs = 0;
  let outOfTime = false;
  const watched: PythonEngine = {
    async run(program, options) {
      programs += 1;
      const verdict = await engine.run(program, options);
      if (verdict.kind === "wall") outOfTime = true;
      return verdict;
    },
    start: () => engine.start(),
    inspect: () => engine.inspect(),
    close: () => engine.close(),
  };
  return { engine: watched, ranPrograms: () => programs > 0, ranOutOfTime: () => outOfTime };
}

import type { PythonEngine } from "../../sandbox/index.ts";

/** An engine that remembers whether a program ran out of wall clock, which another machine may not reproduce. */
export function watchedEngine(engine: PythonEngine): { engine: PythonEngine; ranOutOfTime: () => boolean } {
  let outOfTime = false;
  const watched: PythonEngine = {
    async run(program, options) {
      const verdict = await engine.run(program, options);
      if (verdict.kind === "wall") outOfTime = true;
      return verdict;
    },
    start: () => engine.start(),
    inspect: () => engine.inspect(),
    close: () => engine.close(),
  };
  return { engine: watched, ranOutOfTime: () => outOfTime };
}

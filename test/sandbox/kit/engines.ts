import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";
import { createPythonEngine, type EngineOptions, type PythonEngine, type Verdict } from "../../../src/sandbox/index.ts";

/** Snapshots of test runs stay within the checkout. */
export const TEST_CACHE = fileURLToPath(new URL("../../../node_modules/.cache/affine-sandbox", import.meta.url));

/** An engine that is closed when the test file ends. */
export function testEngine(options: EngineOptions = {}): PythonEngine {
  const engine = createPythonEngine({ workers: 1, cacheFolder: TEST_CACHE, outerWall: "off", ...options });
  afterAll(async () => {
    await engine.close();
  });
  return engine;
}

/** Touches much of what an attack could have bent; its verdict must stay the same, ticks included. */
const REFERENCE = `import sys, os, json, builtins, random, time
print(sum(map(int, sys.stdin.read().split())), sorted({"b": 1, "a": 2}), json.dumps([1.5, None]))
print(len(os.environ), sorted(vars(builtins)).__len__(), len(sys.modules), random.random(), time.time())
print([os.open("/dev/null", os.O_RDONLY) for _ in range(3)], os.listdir("/"), sys.getrecursionlimit())
`;

export function reference(engine: PythonEngine): Promise<Verdict> {
  return engine.run(REFERENCE, { stdin: "1 2 3\n" });
}

/** The reference program still gives what it gave in the first place. */
export async function expectUnharmed(engine: PythonEngine, before: Verdict): Promise<void> {
  expect(before.kind).toBe("ok");
  expect(await reference(engine)).toEqual(before);
}

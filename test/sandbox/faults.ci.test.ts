import { describe, expect, test } from "vitest";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import { reference, TEST_CACHE, testEngine } from "./kit/engines.ts";
import { childrenOf } from "./kit/host-state.ts";

const SUM = "print(sum(map(int, input().split())))";

describe("faults", () => {
  test("behavior: when the child process dies, jobs in flight are run again", async () => {
    const dying = createPythonEngine({ workers: 2, cacheFolder: TEST_CACHE, outerWall: "off" });
    const { processId } = await dying.inspect();
    const before = await reference(dying);
    const verdicts = Array.from({ length: 20 }, (_, index) => dying.run(SUM, { stdin: `${index} 1` }));
    process.kill(processId, "SIGKILL");
    expect((await Promise.all(verdicts)).map(({ stdout }) => stdout)).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index + 1}\n`),
    );
    expect((await dying.inspect()).processId).not.toBe(processId);
    expect(await reference(dying)).toEqual(before);
    await dying.close();
    expect(childrenOf(process.pid)).not.toContain(String(processId));
  });

  test("behavior: a child that is killed each time an innocent program runs is the host's trouble, never a crash", async () => {
    const dying = createPythonEngine({ workers: 1, cacheFolder: TEST_CACHE, outerWall: "off" });
    let current = (await dying.inspect()).processId;
    const killing = setInterval(() => {
      for (const id of childrenOf(process.pid)) if (id === String(current)) process.kill(current, "SIGKILL");
      void dying.inspect().then(
        ({ processId }) => (current = processId),
        () => undefined,
      );
    }, 300);
    const run = dying.run("while True: pass", { limits: { fuelTicks: 1_000_000_000_000 } });
    await expect(run).rejects.toMatchObject({ code: "sandbox_unavailable", retryable: true });
    clearInterval(killing);
    await dying.close();
  });

  test("behavior: a child that hangs is replaced and its job run again", async () => {
    const hanging = createPythonEngine({ workers: 1, cacheFolder: TEST_CACHE, outerWall: "off" });
    const { processId } = await hanging.inspect();
    process.kill(processId, "SIGSTOP");
    expect((await hanging.run(SUM, { stdin: "1 2" })).stdout).toBe("3\n");
    expect((await hanging.inspect()).processId).not.toBe(processId);
    await hanging.close();
  });

  test("behavior: a closed engine starts again when it is used", async () => {
    const closed = createPythonEngine({ workers: 1, cacheFolder: TEST_CACHE, outerWall: "off" });
    await closed.start();
    await closed.close();
    await closed.close();
    expect((await closed.run(SUM, { stdin: "2 2" })).stdout).toBe("4\n");
    await closed.close();
  });

  test("behavior: a worker is replaced after its runs, with no change in verdicts", async () => {
    const short = testEngine({ runsPerWorker: 3 });
    const before = await reference(short);
    for (let run = 0; run < 10; run += 1) expect(await reference(short)).toEqual(before);
  });
});

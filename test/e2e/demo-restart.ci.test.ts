import { afterAll, expect, test } from "vitest";
import { statusSchema, type Status } from "../../src/serve/index.ts";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

const cwd = emptyFolder();
let demo: Running | undefined;
afterAll(async () => {
  demo?.process.kill("SIGINT");
  await demo?.finished;
});

async function start(): Promise<{ running: Running; page: string }> {
  const running = startAf(["demo", "--port", "0"], { cwd });
  demo = running;
  const page = (): string | undefined => /page at (\S+)/.exec(running.stderr())?.[1];
  await expect.poll(() => page() ?? running.process.exitCode).not.toBeNull();
  return { running, page: page() ?? "" };
}

async function statusOf(page: string): Promise<Status | undefined> {
  const response = await fetch(`${page}/api/status`);
  return response.ok ? statusSchema.parse(await response.json()) : undefined;
}

/** Waits until the page's status has something. */
async function until(page: string, has: (status: Status) => boolean): Promise<Status> {
  let found: Status | undefined;
  await expect
    .poll(async () => {
      const status = await statusOf(page);
      if (status !== undefined && has(status)) found = status;
      return found !== undefined;
    })
    .toBe(true);
  return found!;
}

test("default: after Ctrl-C and after kill -9 it goes on where it stopped: same chain, champion, records, and new answers", async () => {
  const first = await start();
  let before = await until(first.page, ({ contest }) => contest?.champion != null);
  let { running } = first;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const) {
    running.process.kill(signal);
    expect((await running.finished).code).toBe(code);
    const startedAtMs = performance.now();
    const again = await start();
    ({ running } = again);
    const back = await until(again.page, ({ contest, replaying }) => replaying === null && contest !== null);
    const backAfterMs = performance.now() - startedAtMs;
    expect(back.validator.hotkey).toBe(before.validator.hotkey);
    expect(back.chain.block).toBeGreaterThanOrEqual(before.chain.block);
    expect(back.contest?.champion).toMatchObject({
      hotkey: before.contest?.champion?.hotkey,
      crownedBlock: before.contest?.champion?.crownedBlock,
    });
    // What its checkpoint goes past is read beside the contest.
    const { rollouts } = before.records;
    await until(again.page, ({ records }) => records.rollouts >= rollouts);
    const readAfterMs = performance.now() - startedAtMs;
    before = await until(again.page, ({ records }) => records.rollouts > rollouts);
    const askedAfterMs = performance.now() - startedAtMs;
    console.log(
      `${signal}: the same contest after ${(backAfterMs / 1000).toFixed(1)} s, all its records after ` +
        `${(readAfterMs / 1000).toFixed(1)} s, a new answer after ${(askedAfterMs / 1000).toFixed(1)} s`,
    );
  }
  // Rounds that fell into a pause were not asked, and those of a busy machine come late: that is told, nothing else may be.
  const verified = await runAf(["verify", "--tolerate", "dropped_round,dropped_record,dropped_decision,late_record"], {
    cwd,
  });
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  expect(verified.stdout).toContain("VERIFIED: ");
});

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { evaluateAgain, openWorkQueue, type JobResult } from "../../src/rounds/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { queueFolder } from "../../src/validator/index.ts";
import { begin, scriptedHost, streamed } from "../inference/scripted-host.ts";
import { askedTurn, faultsOf, huntJob, REQUEST, TURNS, type AskedTurn } from "./hunt-model.ts";

const AF = fileURLToPath(new URL("../../bin/af", import.meta.url));

/**
 * A real `af runner` plays an episode and is killed at every turn twice: when the turn was asked, and when it was
 * answered. Another one goes on each time.
 *
 * @param address a Redis; the spool in a folder when left out
 */
export async function killAtEveryTurn(address?: string): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "affine-episode-"));
  const asked: AskedTurn[] = [];
  const runners: ChildProcess[] = [];
  let kills = 0;
  const kill = async (): Promise<void> => {
    const victim = runners.at(-1)!;
    kills += 1;
    const gone = once(victim, "exit");
    victim.kill("SIGKILL");
    await gone;
    start();
  };
  const start = (): void => {
    const more = address === undefined ? [] : ["--queue", address];
    const runner = spawn(process.execPath, [AF, "runner", "--json", "--home", home, ...more], {
      env: { PATH: process.env["PATH"], HOME: home, AFFINE_QUEUE_LOCK: "2", SUBTENSOR_ENDPOINT: "finney" },
      cwd: home,
      stdio: ["ignore", "ignore", "inherit"],
    });
    runners.push(runner);
  };
  await using host = await scriptedHost(async (response, _n, request) => {
    const now = askedTurn(request);
    asked.push(now);
    const times = asked.filter(({ turn }) => turn === now.turn).length;
    if (times === 1) return kill();
    begin(response).end(streamed(`<think>turn ${now.turn}</think>${TURNS[now.turn - 1]}`));
    if (times > 2) return;
    await once(response, "close");
    await kill();
  });
  const queue = await openWorkQueue({ folder: queueFolder(home), address, lockMs: 2_000, log: silentLogger });
  try {
    const job = huntJob(host.baseUrl);
    expect(await queue.add([job])).toBe("added");
    start();
    let results: JobResult[] = [];
    await expect.poll(async () => (results = await queue.results(9)).length, { interval: 100 }).toBe(1);
    const [{ record, transcript }] = results as [JobResult];
    expect(faultsOf(asked, TURNS)).toEqual([]);
    expect(asked.at(-1)?.turn).toBe(TURNS.length);
    // Killed when a turn was asked, at every turn; behind the answer too, unless the last one ended the work first.
    expect(kills).toBeGreaterThanOrEqual(2 * TURNS.length - 1);
    expect(record).toMatchObject({ outcome: "scored", score: 1000, reason: "correct" });
    expect(transcript?.earlier?.map(({ text }) => text.replace(/^<think>.*<\/think>/, ""))).toEqual(TURNS.slice(0, -1));
    expect(await evaluateAgain(record, transcript ?? undefined, REQUEST)).toBeNull();
    await queue.acknowledge([job.id]);
    expect(await queue.size()).toEqual({ pending: 0, claimed: 0, done: 0, broken: 0 });
    if (address === undefined) expect(await readdir(join(queueFolder(home), "turns"))).toEqual([]);
  } finally {
    for (const runner of runners) runner.kill("SIGKILL");
    await queue.close();
    await rm(home, { recursive: true, force: true });
  }
}

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { satEnvironment } from "../../src/envs/index.ts";
import { pause } from "../../src/io/index.ts";
import { createApi, listen, Spectators } from "../../src/serve/index.ts";
import { statusWith } from "../arena/small-arena.ts";
import { AF, emptyFolder } from "./af.ts";

const { secret } = satEnvironment.generate({ level: 1 }, "cli");
const ANSWER = `${JSON.stringify({
  challenge_id: "SAT/2/eyJsZXZlbCI6MX0/cli",
  completion: `<answer>${secret.planted.join(" ")}</answer>`,
})}\n`;
/** Elsewhere a pipe does not say that its reader is gone. */
const onLinux = test.runIf(process.platform === "linux");
/** Some looks of the program at who reads. */
const LOOKS_MS = 1_500;

let running: ChildProcessWithoutNullStreams | undefined;
// The whole pipeline, so that one that lingers does not outlive its test.
afterEach(() => {
  if (running?.exitCode === null) process.kill(-running.pid!, "SIGKILL");
});

function start(command: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const cwd = emptyFolder();
  running = spawn(command, args, { cwd, detached: true, env: { PATH: process.env["PATH"], HOME: cwd } });
  return running;
}

const inShell = (line: string) => start("sh", ["-c", line.replaceAll("af ", `"${process.execPath}" "${AF}" `)]);
const ended = (child: ChildProcessWithoutNullStreams) =>
  once(child, "close") as Promise<[number | null, string | null]>;

onLinux("default: af watch ends when its reader has what it wanted, though nothing more happens", async () => {
  const spectators = new Spectators({ boot: "aa", nowMs: () => 0 });
  const status = (): ReturnType<typeof statusWith> => statusWith(null);
  const api = createApi({ version: "1", status, arena: { source: () => undefined, spectators } });
  const served = await listen(api, { host: "127.0.0.1", port: 0 });
  const child = inShell(`af watch --json --status-url ${served.url} | head -1`);
  const end = ended(child);
  await expect.poll(() => spectators.count, { timeout: 60_000 }).toBe(1);
  const [heard] = [once(child.stdout, "data")];
  spectators.publish("event", {
    ...{ n: 0, block: 7, kind: "crown", uid: 2, hotkey: null, model: null, test: null },
    text: "uid 2 reigns",
  });
  expect(String((await heard)[0])).toContain("uid 2 reigns");
  expect(await end).toEqual([0, null]);
  spectators.close();
  await served.close();
});

onLinux(
  "behavior: so does what judges lines, behind a pipe of a shell and behind a socket, while its input is open",
  async () => {
    const piped = inShell("af env evaluate | head -1");
    const end = ended(piped);
    piped.stdin.write(ANSWER);
    expect(await end).toEqual([0, null]);
    const child = start(process.execPath, [AF, "env", "evaluate"]);
    const exit = once(child, "exit");
    child.stdin.write(ANSWER);
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await exit).toEqual([0, null]);
  },
);

onLinux("behavior: one reader after the other is still a reader", async () => {
  const child = inShell("af env evaluate | (head -1; cat)");
  const end = ended(child);
  for (let asked = 0; asked < 2; asked += 1) {
    child.stdin.write(ANSWER);
    expect(String((await once(child.stdout, "data"))[0])).toContain('"reason":"correct"');
    await pause(LOOKS_MS);
  }
  child.stdin.end();
  expect(await end).toEqual([0, null]);
});

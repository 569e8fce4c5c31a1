/**
 * The child process in which all foreign programs run: started with an empty environment, in an empty folder, under
 * Node's permission flag and, where the host allows, inside bubblewrap. Speaks frames on its standard streams. It
 * loads no package but Node's own modules and ends when its parent's end of the stream closes.
 */
import { checkCanary } from "./canary.ts";
import { encodeFrame, type Frame, FrameReader } from "./frames.ts";
import { loadParts } from "./load-parts.ts";
import type { FromChild, ToChild } from "./messages.ts";
import { RunnerPool } from "./runner-pool.ts";
import type { ChildSettings } from "./settings.ts";
import type { GivenFile } from "../interpreter/given-file.ts";
import { probeWalls } from "./walls.ts";

function send(message: FromChild, parts: readonly Uint8Array[] = []): void {
  process.stdout.cork();
  for (const chunk of encodeFrame({ ...message }, parts)) process.stdout.write(chunk);
  process.stdout.uncork();
}

function fail(reason: string): void {
  send({ type: "failed", reason });
  process.stdout.end(() => process.exit(1));
}

async function start(settings: ChildSettings): Promise<RunnerPool> {
  const { parts, builtModule, builtSnapshot } = await loadParts(settings);
  if (builtModule !== null) send({ type: "built", name: "module" }, [builtModule]);
  if (builtSnapshot !== null) send({ type: "built", name: "snapshot" }, [builtSnapshot]);
  const pool: RunnerPool = new RunnerPool(parts, settings, fail, () => checkCanary(pool, 1));
  await pool.start();
  await checkCanary(pool, settings.workers);
  pool.startSpares();
  return pool;
}

function receive(pool: RunnerPool, frame: Frame): void {
  const message = frame.header as ToChild;
  if (message.type === "ping") {
    send({ type: "pong", number: message.number });
  } else if (message.type === "probe") {
    void probeWalls().then((reachable) => send({ type: "walls", reachable }));
  } else {
    const [program, stdin, contents] = frame.parts;
    if (program === undefined || stdin === undefined || contents === undefined)
      throw new TypeError("a job without its parts");
    pool.add({
      // Copies: a part is a view of a whole chunk, and a thread would be sent all of that.
      program: new Uint8Array(program),
      stdin: new Uint8Array(stdin),
      files: filesOf(message.files, contents),
      limits: message.limits,
      failures: 0,
      done: ({ stdout, stderr, kind, exitCode, ticks, truncated, detail }) => {
        const verdict = { kind, exitCode, ticks, truncated, detail };
        send({ type: "verdict", id: message.id, verdict }, [stdout, stderr]);
      },
    });
  }
}

function filesOf(listed: readonly (readonly [path: string, bytes: number])[], contents: Uint8Array): GivenFile[] {
  let from = 0;
  return listed.map(([path, length]) => {
    const bytes = new Uint8Array(contents.subarray(from, from + length));
    from += length;
    return { path, bytes };
  });
}

// Nothing was given; bubblewrap adds the working folder.
for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);

const [, , argument = "{}"] = process.argv;
const reader = new FrameReader();
process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdout.on("error", () => process.exit(0));
try {
  const settings = JSON.parse(argument) as ChildSettings;
  const pool = await start(settings);
  process.stdin.on("data", (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) receive(pool, frame);
  });
  send({ type: "ready", workers: settings.workers, node: process.versions.node });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

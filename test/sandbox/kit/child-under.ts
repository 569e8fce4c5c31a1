import { type ChildProcess, spawn } from "node:child_process";
import { encodeFrame, FrameReader } from "../../../src/sandbox/child/frames.ts";
import type { ToChild } from "../../../src/sandbox/child/messages.ts";
import { type ChildSettings, WORKER_STACK_MB } from "../../../src/sandbox/child/settings.ts";
import { parseJob } from "../../../src/sandbox/job.ts";
import { builtPath } from "../../../src/sandbox/pool/built-cache.ts";
import { childFiles } from "../../../src/sandbox/pool/child-files.ts";
import { type ChildMessage, fromChildSchema } from "../../../src/sandbox/pool/child-messages.ts";
import type { Sample } from "../determinism/programs.ts";
import { TEST_CACHE } from "./engines.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** A Node and the flags that decide which of V8's compilers runs a program. */
export interface Configuration {
  readonly node?: string;
  readonly flags?: readonly string[];
  readonly workers?: number;
  /** Native stack of each worker. */
  readonly stackMb?: number;
  /** Whether the module and the snapshot are built here, rather than taken from the cache: their hashes are pinned. */
  readonly builds?: boolean;
}

const SPARES = 1;
const RUNS_PER_WORKER = 1_000;

/** The sandbox's child process, as it is, under whatever Node and flags a test chooses. */
export class ChildUnder {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #stderr = "";

  private constructor({
    node = process.execPath,
    flags = [],
    workers = 2,
    stackMb = WORKER_STACK_MB,
    builds = false,
  }: Configuration) {
    const { entry, wasmPath, libraryPath } = childFiles();
    const built = (name: "module" | "snapshot"): string | null => (builds ? null : builtPath(TEST_CACHE, name));
    const settings: ChildSettings = {
      ...{ wasmPath, libraryPath, modulePath: built("module"), snapshotPath: built("snapshot") },
      ...{ workers, spares: SPARES, runsPerWorker: RUNS_PER_WORKER, stackMb },
    };
    this.#process = spawn(node, [...flags, "--no-warnings", entry, JSON.stringify(settings)], { env: {} });
    this.#process.stderr?.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
  }

  /** Resolves once its canary has given the pinned output. */
  static async start(configuration: Configuration): Promise<ChildUnder> {
    const child = new ChildUnder(configuration);
    await child.#ready();
    return child;
  }

  /** Rejects if the host fails the run. */
  run({ program, ...options }: Sample): Promise<Outcome> {
    const job = parseJob(program, options);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const files = job.files.map(({ path, bytes }) => [path, bytes.length] as const);
      const contents = Buffer.concat(job.files.map(({ bytes }) => bytes));
      this.#send({ type: "job", id, limits: job.limits, files }, [job.program, job.stdin, contents]);
    });
  }

  /** All of them, as many at a time as there are workers; in their order. */
  async runAll(samples: readonly Sample[]): Promise<Outcome[]> {
    return Promise.all(samples.map((sample) => this.run(sample)));
  }

  close(): void {
    this.#process.kill("SIGKILL");
  }

  #ready(): Promise<void> {
    const reader = new FrameReader();
    return new Promise((resolve, reject) => {
      this.#process.on("exit", (code) => {
        const error = new Error(`the child ended with status ${String(code)}: ${this.#stderr}`);
        reject(error);
        for (const { reject: fail } of this.#waiting.values()) fail(error);
      });
      this.#process.stdout?.on("data", (chunk: Buffer) => {
        for (const { header, parts } of reader.push(chunk)) {
          const message = fromChildSchema.parse(header);
          if (message.type === "ready") resolve();
          else if (message.type === "failed") reject(new Error(message.reason));
          else if (message.type === "verdict") this.#settle(message, parts);
        }
      });
    });
  }

  #settle({ id, verdict }: Extract<ChildMessage, { type: "verdict" }>, parts: readonly Uint8Array[]): void {
    const run = this.#waiting.get(id);
    this.#waiting.delete(id);
    const [stdout = "", stderr = ""] = parts.map((part) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(part));
    if (verdict.kind === "host_failure") run?.reject(new Error(verdict.detail ?? "the host failed"));
    else run?.resolve(outcomeOf({ ...verdict, stdout, stderr }));
  }

  #send(message: ToChild, parts: readonly Uint8Array[]): void {
    for (const chunk of encodeFrame({ ...message }, parts)) this.#process.stdin?.write(chunk);
  }
}

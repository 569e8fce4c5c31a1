import { AffineError } from "../../core/index.ts";
import { parseJob, type RunOptions } from "../job.ts";
import type { EngineReport, PythonEngine } from "../python-engine.ts";
import type { Verdict } from "../verdict.ts";
import type { ChildMessage } from "./child-messages.ts";
import { checkOptions, type EngineOptions } from "./engine-options.ts";
import { Heartbeat } from "./heartbeat.ts";
import { JobQueue } from "./job-queue.ts";
import { type LiveChild, startChild } from "./start-child.ts";

type Reachable = EngineReport["reachable"];
type VerdictMessage = Extract<ChildMessage, { type: "verdict" }>;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const NOTHING = new Uint8Array(0);

/** The engine: one child process with its workers, started when first needed and again when it dies. */
export class PooledEngine implements PythonEngine {
  readonly #options: EngineOptions;
  readonly #queue = new JobQueue();
  #live: LiveChild | null = null;
  #starting: Promise<LiveChild> | null = null;
  #heartbeat: Heartbeat | null = null;
  #probes: { resolve: (reachable: Reachable) => void; reject: (error: AffineError) => void }[] = [];

  /** @throws AffineError `invalid_input` for options out of range. */
  constructor(options: EngineOptions = {}) {
    checkOptions(options);
    this.#options = options;
  }

  async run(program: string | Uint8Array, options: RunOptions = {}): Promise<Verdict> {
    const job = parseJob(program, { ...options, limits: { ...this.#options.limits, ...options.limits } });
    return new Promise<Verdict>((resolve, reject) => {
      this.#queue.add(job, resolve, reject);
      this.#pump();
    });
  }

  async start(): Promise<void> {
    await this.#ready();
    this.#keepAlive();
  }

  async inspect(): Promise<EngineReport> {
    const live = await this.#ready();
    const reachable = await new Promise<Reachable>((resolve, reject) => {
      this.#probes.push({ resolve, reject });
      this.#keepAlive();
      live.child.send({ type: "probe" });
    });
    return { ...live.report, reachable };
  }

  async close(): Promise<void> {
    const starting = this.#starting;
    this.#failAll(new AffineError("interrupted", "The sandbox was closed."));
    this.#forget()?.child.kill("closed");
    if (starting === null) return;
    const late = await starting.catch(() => null);
    if (this.#live === late) this.#forget();
    late?.child.kill("closed");
  }

  /** The child, started if there is none. */
  #ready(): Promise<LiveChild> {
    if (this.#live !== null) return Promise.resolve(this.#live);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #start(): Promise<LiveChild> {
    const live: LiveChild = await startChild(this.#options, {
      onMessage: (message, parts) => {
        this.#receive(message, parts);
      },
      onDeath: (reason) => {
        this.#childDied(reason);
      },
    });
    this.#live = live;
    this.#heartbeat = new Heartbeat(
      (number) => {
        live.child.send({ type: "ping", number });
      },
      () => {
        live.child.kill("it missed its heartbeat");
      },
    );
    return live;
  }

  /** Sends what can be sent. */
  #pump(): void {
    if (this.#queue.size === 0) {
      this.#keepAlive();
      return;
    }
    const live = this.#live;
    if (live === null) {
      this.#ready().then(
        () => {
          this.#pump();
        },
        (error: unknown) => {
          this.#failAll(asUnavailable(error));
        },
      );
      return;
    }
    for (let next = this.#queue.next(live.report.workers); next !== undefined;) {
      const { program, stdin, limits, files } = next.job;
      const listed = files.map(({ path, bytes }) => [path, bytes.length] as const);
      const contents = Buffer.concat(files.map(({ bytes }) => bytes));
      live.child.send({ type: "job", id: next.id, limits, files: listed }, [program, stdin, contents]);
      next = this.#queue.next(live.report.workers);
    }
    this.#keepAlive();
  }

  #receive(message: ChildMessage, parts: readonly Uint8Array[]): void {
    this.#heartbeat?.heard();
    if (message.type === "walls") this.#probes.shift()?.resolve(message.reachable);
    else if (message.type === "failed") this.#live?.child.kill(message.reason);
    else if (message.type === "verdict") this.#settle(message, parts);
    this.#pump();
  }

  #settle({ id, verdict }: VerdictMessage, [stdout = NOTHING, stderr = NOTHING]: readonly Uint8Array[]): void {
    const job = this.#queue.settle(id);
    if (job === undefined) return;
    const { kind, ...rest } = verdict;
    if (kind === "host_failure") job.reject(unavailable(rest.detail ?? "the host failed"));
    else job.resolve({ kind, ...rest, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) });
  }

  #childDied(reason: string): void {
    this.#forget();
    for (const probe of this.#probes.splice(0)) probe.reject(unavailable(reason));
    this.#queue.childDied()?.reject(unavailable(`its process died again and again: ${reason}`.slice(0, 1000)));
    this.#pump();
  }

  #forget(): LiveChild | null {
    const live = this.#live;
    this.#heartbeat?.stop();
    this.#heartbeat = null;
    this.#live = null;
    return live;
  }

  #failAll(error: AffineError): void {
    for (const job of this.#queue.clear()) job.reject(error);
    for (const probe of this.#probes.splice(0)) probe.reject(error);
  }

  /** An idle engine does not keep the process alive. */
  #keepAlive(): void {
    this.#live?.child.reference(this.#queue.size > 0 || this.#probes.length > 0);
  }
}

function asUnavailable(error: unknown): AffineError {
  return AffineError.isInstance(error) ? error : unavailable(String(error));
}

function unavailable(reason: string): AffineError {
  return new AffineError("sandbox_unavailable", `The sandbox failed: ${reason}`, { hint: "See `af sandbox doctor`." });
}

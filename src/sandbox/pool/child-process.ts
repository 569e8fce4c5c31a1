import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { encodeFrame, FrameReader } from "../child/frames.ts";
import type { ToChild } from "../child/messages.ts";
import type { ChildSettings } from "../child/settings.ts";
import { errorMessage } from "../../core/index.ts";
import { bubblewrap } from "../wall/bubblewrap.ts";
import { type ChildMessage, fromChildSchema } from "./child-messages.ts";
import type { ChildFiles } from "./child-files.ts";

const KEPT_STDERR = 4096;

export interface ChildEvents {
  readonly onMessage: (message: ChildMessage, parts: readonly Uint8Array[]) => void;
  /** Called once, however the child ends. */
  readonly onEnd: (reason: string) => void;
}

export interface ChildStart {
  readonly files: ChildFiles;
  readonly settings: ChildSettings;
  /** Whether to put bubblewrap and seccomp around it. */
  readonly walled: boolean;
}

/** The process in which foreign programs run, as seen from ours. */
export class SandboxChild {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #events: ChildEvents;
  #stderr = "";
  #ended = false;
  #referenced = true;

  /** @throws Error if bubblewrap is asked for and missing. */
  constructor(start: ChildStart, events: ChildEvents) {
    this.#events = events;
    const [node = process.execPath, ...rest] = commandOf(start);
    const wall = start.walled ? bubblewrap([node, ...rest], readableOf(start)) : null;
    if (start.walled && wall === null) throw new Error("bubblewrap is not installed, or not for this processor");
    this.#folder = mkdtempSync(join(tmpdir(), "affine-sandbox-"));
    this.#process = spawn(wall?.command ?? node, [...(wall?.arguments ?? rest)], {
      cwd: this.#folder,
      env: {},
      // Its own process group, so that it can be killed with whatever it might have started.
      detached: true,
      stdio: ["pipe", "pipe", "pipe", ...(wall === null ? [] : ["pipe" as const])],
    });
    if (wall !== null) this.#writeFilter(wall.seccomp);
    this.#listen();
  }

  get processId(): number | undefined {
    return this.#process.pid;
  }

  send(message: ToChild, parts: readonly Uint8Array[] = []): void {
    const stream = this.#process.stdin;
    if (stream === null || this.#ended) return;
    stream.cork();
    for (const chunk of encodeFrame({ ...message }, parts)) stream.write(chunk);
    stream.uncork();
  }

  /** Kills the whole process group. */
  kill(reason: string): void {
    const { pid } = this.#process;
    if (this.#ended) return;
    if (pid !== undefined) killGroup(pid);
    this.#end(reason);
  }

  /** Whether its streams keep our process alive. */
  reference(keep: boolean): void {
    if (keep === this.#referenced || this.#ended) return;
    this.#referenced = keep;
    const { stdin, stdout, stderr } = this.#process;
    // Pipes are sockets here, though their declared types do not say so.
    const handles = [this.#process, stdin, stdout, stderr] as ({ ref?(): void; unref?(): void } | null)[];
    for (const handle of handles) {
      if (keep) handle?.ref?.();
      else handle?.unref?.();
    }
  }

  #listen(): void {
    const reader = new FrameReader();
    this.#process.stdout?.on("data", (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) {
          if (this.#ended) return;
          this.#events.onMessage(fromChildSchema.parse(frame.header), frame.parts);
        }
      } catch (error) {
        this.kill(`it sent nonsense: ${errorMessage(error)}`);
      }
    });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-KEPT_STDERR);
    });
    // A broken pipe means that the child is gone; its exit says why.
    this.#process.stdin?.on("error", (error) => {
      this.#stderr += error.message;
    });
    this.#process.on("error", (error) => {
      this.#end(error.message);
    });
    this.#process.on("exit", (code, signal) => {
      const said = this.#stderr.trim();
      this.#end(`it ended with ${signal ?? `status ${String(code)}`}${said === "" ? "" : `: ${said}`}`);
    });
  }

  #writeFilter(filter: Buffer): void {
    const stream = this.#process.stdio[3] as NodeJS.WritableStream | null | undefined;
    stream?.on("error", (error: Error) => {
      this.#stderr += error.message;
    });
    stream?.end(filter);
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    rmSync(this.#folder, { recursive: true, force: true });
    this.#events.onEnd(reason);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Already gone.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function commandOf({ files, settings }: ChildStart): string[] {
  const flag = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";
  const readable = [...files.readable, ...dataOf(files, settings)].map((path) => realpathSync(path));
  return [
    process.execPath,
    flag,
    ...readable.map((path) => `--allow-fs-read=${path}`),
    "--allow-worker",
    "--no-warnings",
    "--max-old-space-size=256",
    files.entry,
    JSON.stringify(settings),
  ];
}

function dataOf(files: ChildFiles, settings: ChildSettings): string[] {
  const built = [settings.modulePath, settings.snapshotPath].filter((path) => path !== null);
  return [files.wasmPath, files.libraryPath, ...built];
}

function readableOf({ files, settings }: ChildStart): string[] {
  const paths = [process.execPath, dirname(files.entry), ...files.readable, ...dataOf(files, settings)];
  return [...new Set(paths)];
}

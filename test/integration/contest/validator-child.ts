import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ValidatorStatus } from "../../../src/validator/index.ts";

export type ChildStatus = Pick<ValidatorStatus, "champion" | "weights" | "contest" | "rounds"> & {
  readonly block: number;
  readonly unanswered: number;
  readonly alarms: readonly string[];
};

/** A validator in a process of its own, and what it says. */
export class ValidatorChild {
  readonly process: ChildProcess;
  status: ChildStatus | undefined;
  /** Every alarm that ever rose, with its first message. */
  readonly alarms = new Map<string, string>();

  constructor(bed: { chainUrl: string; folder: string }, which: number, nature: "honest" | "forges") {
    const path = fileURLToPath(new URL("./contest-process.ts", import.meta.url));
    this.process = fork(path, [bed.chainUrl, bed.folder, String(which), nature], { execArgv: ["--import", "tsx"] });
    this.process.on("message", (message: { status?: ChildStatus; alarm?: string; message?: string }) => {
      if (message.status !== undefined) this.status = message.status;
      if (message.alarm !== undefined && !this.alarms.has(message.alarm)) {
        this.alarms.set(message.alarm, message.message ?? "");
      }
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.send("stop");
    await exited;
  }

  async kill(): Promise<void> {
    const exited = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await exited;
  }
}

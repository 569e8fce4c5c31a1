import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { AffineError } from "../../core/index.ts";
import { formatEntry, hashOfLine, parseEntry } from "./audit-entry.ts";
import { applyEvent, type SignerEvent, type SignerLog, type SignerState } from "./signer-log.ts";

/** Refusals written down a minute; further ones are counted in the next that is. */
const REFUSALS_A_MINUTE = 60;

/**
 * The signer's memory and its evidence in one file: lines of JSON, each with the hash of the line before, each on disk
 * before what it tells of is done; those that come while the disk is busy share its next flush. Only ever appended to;
 * whoever deletes it lets a signer forget what it signed.
 */
export class AuditLog implements SignerLog {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #nowMs: () => number;
  readonly #state: SignerState;
  #next: { n: number; previous: string | null };
  /** Lines that wait for the disk: all of them go with its next flush. */
  #waiting: string[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #refusals = { sinceMs: 0, written: 0, omitted: 0 };
  #failed: unknown;

  private constructor(path: string, file: FileHandle, read: Contents, nowMs: () => number) {
    this.path = path;
    this.#file = file;
    this.#state = read.state;
    this.#next = read.next;
    this.#nowMs = nowMs;
  }

  /**
   * Opens or begins a log. A last line that a crash cut off is dropped: what it would have told of was not done.
   *
   * @throws AffineError `state_corrupt` naming the line that was changed.
   */
  static async open(path: string, { nowMs = Date.now }: { nowMs?: () => number } = {}): Promise<AuditLog> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "a+", 0o600);
    try {
      const read = await readAll(file, path);
      await file.truncate(read.bytes);
      await file.sync();
      return new AuditLog(path, file, read, nowMs);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get header(): SignerState["header"] {
    return this.#state.header;
  }

  get submission(): SignerState["submission"] {
    return this.#state.submission;
  }

  /** @throws AffineError `state_corrupt` once a write has failed: a log that may have a hole signs nothing more. */
  append(event: SignerEvent): Promise<void> {
    const told = event.kind === "refused" ? this.#bounded(event) : event;
    if (told !== undefined && this.#failed === undefined) {
      const line = formatEntry({ v: 1, ...this.#next, atMs: this.#nowMs(), event: told });
      this.#next = { n: this.#next.n + 1, previous: hashOfLine(line) };
      applyEvent(this.#state, told);
      this.#waiting.push(`${line}\n`);
      if (this.#waiting.length === 1) this.#flushing = this.#flushing.then(() => this.#flush());
    }
    return this.durable();
  }

  /** @throws AffineError `state_corrupt` once a write has failed. */
  async durable(): Promise<void> {
    await this.#flushing;
    if (this.#failed === undefined) return;
    throw new AffineError("state_corrupt", `The audit log ${this.path} could not be written.`, {
      hint: "Free the disk, then start the signer again; nothing was signed that is not in the log.",
      cause: this.#failed,
    });
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#file.close();
  }

  /** Does not reject: what went wrong is kept. */
  async #flush(): Promise<void> {
    const lines = this.#waiting.join("");
    this.#waiting = [];
    if (this.#failed !== undefined) return;
    try {
      await this.#file.appendFile(lines);
      await this.#file.datasync();
    } catch (error) {
      this.#failed = error;
    }
  }

  /** Nobody may fill the disk by being refused. */
  #bounded(event: Extract<SignerEvent, { kind: "refused" }>): SignerEvent | undefined {
    const refusals = this.#refusals;
    if (this.#nowMs() - refusals.sinceMs >= 60_000) {
      refusals.sinceMs = this.#nowMs();
      refusals.written = 0;
    }
    if (refusals.written >= REFUSALS_A_MINUTE) {
      refusals.omitted += 1;
      return undefined;
    }
    const told = { ...event, omitted: refusals.omitted };
    refusals.written += 1;
    refusals.omitted = 0;
    return told;
  }
}

interface Contents {
  readonly state: SignerState;
  readonly next: { n: number; previous: string | null };
  /** Length of the whole lines. */
  readonly bytes: number;
}

async function readAll(file: FileHandle, path: string): Promise<Contents> {
  const state: SignerState = { header: undefined, submission: undefined };
  let next: Contents["next"] = { n: 0, previous: null };
  const whole = await lengthOfWholeLines(file);
  if (whole === 0) return { state, next, bytes: 0 };
  const stream = file.createReadStream({ start: 0, end: whole - 1, autoClose: false, encoding: "utf8" });
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    const entry = parseEntry(line, next);
    if (typeof entry === "string") {
      throw new AffineError("state_corrupt", `Line ${next.n + 1} of the audit log ${path} ${entry}.`, {
        hint: "Somebody changed the log. Look into it first; to go on, move the file away: the signer then forgets what it signed.",
      });
    }
    applyEvent(state, entry.event);
    next = { n: entry.n + 1, previous: hashOfLine(line) };
  }
  return { state, next, bytes: whole };
}

/** Bytes up to and with the last newline. */
async function lengthOfWholeLines(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(64 * 1024);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf(10);
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
}

import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { AffineError, errorMessage } from "../../core/index.ts";
import { formatEntry, hashOfLine } from "./audit-entry.ts";
import { readLog, type LogContents } from "./read-log.ts";
import { RefusalBudget } from "./refusal-budget.ts";
import { applyEvent, type SignerEvent, type SignerLog, type SignerState } from "./signer-log.ts";
import { makeFolders } from "../../io/index.ts";

export interface AuditLogOptions {
  readonly nowMs?: () => number;
  /** Puts lines on the disk, or throws; tests let it fail. Default: append and flush. */
  readonly write?: (file: FileHandle, lines: string) => Promise<void>;
}

/** Events that go to the disk together. */
interface Batch {
  readonly events: SignerEvent[];
  readonly done: Promise<void>;
}

/**
 * The signer's memory and its evidence in one file: lines of JSON, each with the hash of the line before, each on disk
 * before what it tells of is done; those that come while the disk is busy share its next flush. Only ever appended to.
 * A write that fails is taken back, with everything that was decided upon it; when there is space again, it goes on.
 */
export class AuditLog implements SignerLog {
  readonly isKept = true;
  readonly path: string;
  readonly #file: FileHandle;
  readonly #nowMs: () => number;
  readonly #write: NonNullable<AuditLogOptions["write"]>;
  readonly #refusals: RefusalBudget;
  /** As of the last event; decides what may be signed next. */
  #state: SignerState;
  /** As of the last line that is on disk. */
  #durable: LogContents;
  /** Waits for the disk. */
  #batch: Batch | undefined;
  /** The newest batch, written or not. */
  #newest: Promise<void> = Promise.resolve();
  /** Counts failures: what was decided before one, upon what it took back, is taken back too. */
  #failures = 0;
  #problem: string | undefined;
  #cause: unknown;

  private constructor(path: string, file: FileHandle, read: LogContents, options: AuditLogOptions) {
    this.path = path;
    this.#file = file;
    this.#durable = read;
    this.#state = structuredClone(read.state);
    this.#nowMs = options.nowMs ?? Date.now;
    this.#write = options.write ?? appendDurably;
    this.#refusals = new RefusalBudget(this.#nowMs);
  }

  /**
   * Opens or begins a log. A last line that a crash cut off is dropped: what it would have told of was not done.
   *
   * @throws AffineError `state_corrupt` naming the line that was changed, or for what is no file.
   */
  static async open(path: string, options: AuditLogOptions = {}): Promise<AuditLog> {
    await makeFolders(dirname(path), 0o700);
    // Without blocking: somebody may have put a pipe there.
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;
    const file = await open(path, flags, 0o600).catch((thrown: unknown) => {
      throw (thrown as NodeJS.ErrnoException).code === "EISDIR" ? noFile(path) : thrown;
    });
    try {
      if (!(await file.stat()).isFile()) {
        throw noFile(path);
      }
      const read = await readLog(file, path);
      await file.truncate(read.bytes);
      await file.sync();
      return new AuditLog(path, file, read, options);
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

  get announcedSeq(): number | undefined {
    return this.#state.announcedSeq;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Why nothing that is written would last; `undefined` while the file has a name. */
  async lost(): Promise<string | undefined> {
    const { nlink } = await this.#file.stat();
    return nlink > 0 ? undefined : `the audit log ${this.path} was deleted: put it back from a copy and start anew`;
  }

  headerHash(seq: number): string | undefined {
    return this.#state.headers.get(seq);
  }

  /** @throws AffineError `disk_full` or `store_transport` when it cannot be written: it is then as if it had not come. */
  append(event: SignerEvent): Promise<void> {
    const told = event.kind === "refused" ? this.#refusals.take(event) : event;
    if (told === undefined) return Promise.resolve();
    applyEvent(this.#state, told);
    if (this.#batch === undefined) {
      const events: SignerEvent[] = [];
      const failures = this.#failures;
      const done = this.#newest.catch(ignore).then(() => this.#flush(events, failures));
      done.catch(ignore);
      this.#batch = { events, done };
      this.#newest = done;
    }
    this.#batch.events.push(told);
    return this.#batch.done;
  }

  durable(): Promise<void> {
    return this.#newest;
  }

  async retry(): Promise<void> {
    const detail = this.#problem;
    if (detail !== undefined) await this.append({ kind: "resumed", detail }).catch(ignore);
  }

  async close(): Promise<void> {
    await this.#newest.catch(ignore);
    await this.#file.close();
  }

  async #flush(events: readonly SignerEvent[], failures: number): Promise<void> {
    this.#batch = undefined;
    // Decided upon something that is not on the disk.
    if (failures !== this.#failures) throw this.#failure("what came before it was not");
    let { n, previous } = this.#durable.next;
    let text = "";
    for (const event of events) {
      const line = formatEntry({ v: 1, n, previous, atMs: this.#nowMs(), event });
      n += 1;
      previous = hashOfLine(line);
      text += `${line}\n`;
    }
    try {
      if ((await this.#file.stat()).nlink === 0) throw new Error("the file was deleted");
      // Takes away what a failed write left: a part of a line.
      if (this.#problem !== undefined) await this.#file.truncate(this.#durable.bytes);
      await this.#write(this.#file, text);
    } catch (error) {
      this.#failures += 1;
      this.#batch = undefined;
      this.#problem = errorMessage(error);
      this.#cause = error;
      this.#state = structuredClone(this.#durable.state);
      await this.#file.truncate(this.#durable.bytes).catch(ignore);
      throw this.#failure(this.#problem);
    }
    this.#problem = undefined;
    for (const event of events) applyEvent(this.#durable.state, event);
    this.#durable = {
      state: this.#durable.state,
      next: { n, previous },
      bytes: this.#durable.bytes + Buffer.byteLength(text),
    };
  }

  #failure(why: string): AffineError {
    const cause = this.#cause;
    const isFull = ["ENOSPC", "EDQUOT", "EFBIG"].includes(String((cause as { code?: unknown } | undefined)?.code));
    return new AffineError(
      isFull ? "disk_full" : "store_transport",
      `The audit log ${this.path} could not be written: ${why}`,
      {
        hint: "Nothing was signed. Free the disk, and the signer goes on by itself; put a log that was deleted back, and start it anew.",
        retryable: true,
        cause,
      },
    );
  }
}

function noFile(path: string): AffineError {
  return new AffineError("state_corrupt", `The audit log ${path} is no regular file.`, {
    hint: "Put the log back from a copy; a signer without its log does not know what it signed.",
  });
}

async function appendDurably(file: FileHandle, lines: string): Promise<void> {
  await file.appendFile(lines);
  await file.datasync();
}

/** Whoever waits for it is told. */
function ignore(): void {
  // See above.
}

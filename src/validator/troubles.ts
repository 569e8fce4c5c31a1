import { AffineError, errorMessage } from "../core/index.ts";
import { systemCode } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Alarms } from "./alarms.ts";

/** What the disk says of itself; a network's refusals have other codes. */
const OF_DISK = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "EFBIG"]);

/**
 * The alarms of loops that fail and try again. An alarm is named by what failed, whichever loop met it: who reads
 * `chain_trouble` must not look at an endpoint while Redis is away. It goes when no loop meets it any more.
 */
export class Troubles {
  readonly #alarms: Alarms;
  readonly #log: Logger;
  /** Loops that fail, by alarm. */
  readonly #raised = new Map<string, Set<string>>();

  constructor({ alarms, log }: { alarms: Alarms; log: Logger }) {
    this.#alarms = alarms;
    this.#log = log;
  }

  /** A step of a loop failed. @param usual the alarm where the failure does not say what it is of */
  raise(loop: string, error: unknown, usual: string): void {
    const code = troubleOf(error, usual);
    this.#leave(loop, code);
    const loops = this.#raised.get(code) ?? new Set();
    this.#raised.set(code, loops);
    // The alarm itself is told once; the loops try again every half second. Only a fault of the program needs its stack.
    if (loops.has(loop) || AffineError.isInstance(error)) this.#log.debug({ err: error, loop }, code);
    else this.#log.error({ err: error, loop }, `${code}: ${errorMessage(error)}`);
    loops.add(loop);
    this.#alarms.raise(code, told(error));
  }

  /** A step of a loop went through. */
  clear(loop: string): void {
    this.#leave(loop, undefined);
  }

  #leave(loop: string, but: string | undefined): void {
    for (const [code, loops] of this.#raised) {
      if (code !== but && loops.delete(loop) && loops.size === 0) this.#alarms.clear(code);
    }
  }
}

/** Which alarm a failure is: of the chain, the queue, the disk, or what the loop that met it usually means. */
export function troubleOf(error: unknown, usual: string): string {
  if (isOfDisk(error)) return "disk_trouble";
  if (!AffineError.isInstance(error)) return usual === "chain_trouble" ? "loop_trouble" : usual;
  if (error.details["queue"] !== undefined) return "queue_trouble";
  if (error.code.startsWith("chain_")) return "chain_trouble";
  const isOfRecords = error.code.startsWith("store_") || error.code.startsWith("record_");
  return isOfRecords && usual === "chain_trouble" ? "records_trouble" : usual;
}

function isOfDisk(error: unknown): boolean {
  for (let cause = error; cause !== undefined && cause !== null; cause = (cause as { cause?: unknown }).cause) {
    if (AffineError.isInstance(cause) && (cause.code === "disk_full" || cause.code === "file_access")) return true;
    if (typeof cause !== "object") return false;
    const code = (cause as { code?: unknown }).code;
    if (typeof code === "string" && OF_DISK.has(code)) return true;
    // EACCES and the like: of a file, where it names one.
    if (systemCode(cause) !== undefined && typeof (cause as { path?: unknown }).path === "string") return true;
  }
  return false;
}

function told(error: unknown): string {
  const hint = AffineError.isInstance(error) ? error.hint : undefined;
  return hint === undefined ? errorMessage(error) : `${errorMessage(error)} ${hint}`;
}

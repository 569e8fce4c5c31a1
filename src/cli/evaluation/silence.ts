import { DEFAULT_RETRY } from "../../inference/index.ts";
import type { RequestRules } from "../../replay/index.ts";
import { formatDuration, say } from "../../telemetry/index.ts";

/** A host may think for so long before anybody wonders. */
const FIRST_MS = 30_000;

/** Says, at growing intervals, that nothing comes, and how long it is waited for. */
export class Silence {
  readonly #request: RequestRules;
  #since = performance.now();
  #waitMs = FIRST_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(request: RequestRules) {
    this.#request = request;
    this.#arm();
  }

  /** An answer has come, or a failure. */
  broken(): void {
    this.#since = performance.now();
    this.#waitMs = FIRST_MS;
    clearTimeout(this.#timer);
    this.#arm();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    this.#timer = setTimeout(
      () => {
        say(silenceLine(performance.now() - this.#since, this.#request));
        this.#waitMs *= 2;
        this.#arm();
      },
      Math.max(0, this.#since + this.#waitMs - performance.now()),
    );
    this.#timer.unref();
  }
}

/** `no answer for 0:30; …`. */
export function silenceLine(silentMs: number, { firstTokenTimeoutMs, totalTimeoutMs }: RequestRules): string {
  const [first, total] = [firstTokenTimeoutMs, totalTimeoutMs].map((ms) => Math.round(ms / 1000));
  return `no answer for ${formatDuration(silentMs)}: one may take ${total} s, ${first} s to its first token, and is asked for ${DEFAULT_RETRY.maxAttempts} times (--timeout sets less)`;
}

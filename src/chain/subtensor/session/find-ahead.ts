import { AffineError } from "../../../core/index.ts";
import { logger } from "../../../telemetry/index.ts";
import { transportError } from "../rpc/rpc-errors.ts";
import { Session, type SessionOptions } from "./session.ts";

/** So many blocks more make another endpoint the better one: five minutes of the network. */
export const BLOCKS_AHEAD = 25;

/** An endpoint that is further along the same chain. */
export interface Ahead {
  readonly url: string;
  /** Its newest final block. */
  readonly number: number;
}

/**
 * Asks endpoints, one after the other, whether they are well ahead of a session, whose newest final block they must have.
 * Those that do not answer, or tell of another chain, are passed over.
 */
export async function findAhead(
  urls: readonly string[],
  behind: Session,
  options: Omit<SessionOptions, "genesis" | "onHeads">,
): Promise<Ahead | undefined> {
  for (const url of urls) {
    try {
      const other = await Session.open(url, { ...options, genesis: behind.genesis, onHeads: () => undefined });
      try {
        const { number } = other.final;
        if (number >= behind.final.number + BLOCKS_AHEAD && (await other.has(behind.final)) === "yes") {
          return { url, number };
        }
      } finally {
        other.connection.end(transportError(url, "it was only looked at"));
      }
    } catch (thrown) {
      if (!AffineError.isInstance(thrown)) throw thrown;
      logger("chain").info({ endpoint: url, code: thrown.code }, thrown.message);
    }
  }
  return undefined;
}

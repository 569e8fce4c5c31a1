import type { Session } from "./session.ts";
import { storedValueSchema } from "./wire.ts";

/**
 * Key of `Timestamp.Now`: twox128 of both names. The same in every Substrate runtime, so that the time can be read before
 * any metadata is.
 */
const TIMESTAMP_NOW = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";
const BYTES_OF_MOMENT = 8;

/** Milliseconds since 1970 that a session's newest final block carries; undefined where the chain does not say. */
export async function blockTimeMs(session: Session): Promise<number | undefined> {
  const bytes = await session.connection.request(
    "state_getStorage",
    [TIMESTAMP_NOW, session.final.hash],
    storedValueSchema,
  );
  if (bytes?.length !== 2 + 2 * BYTES_OF_MOMENT) return undefined;
  const timeMs = Buffer.from(bytes.slice(2), "hex").readBigUInt64LE();
  return timeMs <= Number.MAX_SAFE_INTEGER ? Number(timeMs) : undefined;
}

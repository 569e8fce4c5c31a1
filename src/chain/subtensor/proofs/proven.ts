import { AffineError } from "../../../core/index.ts";
import { untrue, type Untruth } from "./untrue.ts";

/** What a proof shows; a proof that is none proves nothing of what its endpoint claims. @throws AffineError `chain_untrue` */
export function proven<T>(about: Omit<Untruth, "proved">, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!AffineError.isInstance(cause) || cause.code !== "chain_decode") throw cause;
    throw untrue({ ...about, proved: `nothing (${cause.message.replace(/\.$/, "")})`, cause });
  }
}

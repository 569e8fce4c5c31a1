import { AffineError } from "../../../core/index.ts";
import type { SignedCall } from "../extrinsic/sign-extrinsic.ts";
import type { Session } from "../session/session.ts";
import { readPoolRefusal, type PoolRefusal } from "./pool-refusal.ts";

/** `lost`: the connection ended meanwhile; the node may have taken the call or not. */
export type Offer =
  { readonly kind: "taken" } | { readonly kind: "lost" } | { readonly kind: "refused"; readonly refusal: PoolRefusal };

/** Gives a signed call to a node. The same bytes may be given to any number of nodes, any number of times. */
export async function offer(session: Session, { bytes }: SignedCall): Promise<Offer> {
  try {
    const { error } = await session.connection.ask("author_submitExtrinsic", [bytes]);
    if (error === undefined) return { kind: "taken" };
    const refusal = readPoolRefusal(error);
    return refusal.kind === "known" ? { kind: "taken" } : { kind: "refused", refusal };
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || session.isOpen) throw thrown;
    return { kind: "lost" };
  }
}

import { canonicalJson, sha256Hex } from "../core/index.ts";
import type { ModelCommitment } from "./commitment.ts";

/** What makes two commitments the same model: the content identity, else repository (case ignored) and revision. */
export function identityOf({ identity, model, revision }: ModelCommitment): string {
  return identity ?? sha256Hex(canonicalJson([model.toLowerCase(), revision]));
}

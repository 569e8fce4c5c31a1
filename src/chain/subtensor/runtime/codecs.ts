import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import type { getDynamicBuilder, MetadataLookup } from "@polkadot-api/metadata-builders";
import { AffineError, sha256Hex } from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";

/** Codecs and types that a runtime's metadata describe. */
export interface Codecs {
  readonly metadata: UnifiedMetadata;
  readonly lookup: MetadataLookup;
  readonly builder: ReturnType<typeof getDynamicBuilder>;
}

/** Metadata whose codecs are kept: two versions of a runtime, by the SHA-256 of what the node answered. */
const KEPT = 2;
const kept = new Map<string, Promise<Codecs>>();

/** As {@link codecsOf}; two chains of a process that have the same runtime share the codecs. */
export function sharedCodecsOf(answer: Hex): Promise<Codecs> {
  const id = sha256Hex(answer);
  const codecs = kept.get(id) ?? codecsOf(answer);
  kept.delete(id);
  kept.set(id, codecs);
  codecs.catch(() => kept.delete(id));
  const oldest = kept.keys().next();
  if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
  return codecs;
}

/** Reads SCALE metadata of any version from 14 on, as a node answers it. @throws AffineError `chain_decode` */
export async function codecsOf(bytes: Uint8Array | Hex): Promise<Codecs> {
  // Loaded on first use, as the libraries behind them take 80 ms: only commands that speak to the network pay.
  const [{ decAnyMetadata, unifyMetadata }, { getDynamicBuilder, getLookupFn }] = await Promise.all([
    import("@polkadot-api/substrate-bindings"),
    import("@polkadot-api/metadata-builders"),
  ]);
  try {
    const metadata = unifyMetadata(decAnyMetadata(bytes));
    const lookup = getLookupFn(metadata);
    return { metadata, lookup, builder: getDynamicBuilder(lookup) };
  } catch (cause) {
    throw new AffineError("chain_decode", "The chain's metadata cannot be read.", {
      hint: "The node is none of Bittensor, or newer than this program: update it.",
      cause,
    });
  }
}

import { getDynamicBuilder, getLookupFn, type MetadataLookup } from "@polkadot-api/metadata-builders";
import { decAnyMetadata, unifyMetadata, type UnifiedMetadata } from "@polkadot-api/substrate-bindings";

type Builder = ReturnType<typeof getDynamicBuilder>;

/** A runtime's metadata with its codecs: what a fake node encodes and decodes by. */
export class ChainMetadata {
  /** For the names of tests. */
  readonly name: string;
  /** SCALE, as a node answers it. */
  readonly raw: Uint8Array;
  readonly metadata: UnifiedMetadata;
  readonly lookup: MetadataLookup;
  readonly builder: Builder;
  readonly #storage = new Map<string, ReturnType<Builder["buildStorage"]>>();

  constructor(name: string, raw: Uint8Array) {
    this.name = name;
    this.raw = raw;
    this.metadata = unifyMetadata(decAnyMetadata(raw));
    this.lookup = getLookupFn(this.metadata);
    this.builder = getDynamicBuilder(this.lookup);
  }

  /** Codecs of a storage item. */
  storage(pallet: string, item: string): ReturnType<Builder["buildStorage"]> {
    const name = `${pallet}.${item}`;
    const codec = this.#storage.get(name) ?? this.builder.buildStorage(pallet, item);
    this.#storage.set(name, codec);
    return codec;
  }
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getDynamicBuilder, getLookupFn, type MetadataLookup } from "@polkadot-api/metadata-builders";
import { decAnyMetadata, unifyMetadata, type UnifiedMetadata } from "@polkadot-api/substrate-bindings";

/** Metadata of runtime 424, as a node of the network gave it. Kept beside the project, not in it. */
const METADATA_PATH = join(process.cwd(), "../shared/fixtures/chain/subtensor-metadata-spec424.scale");

export const SPEC_VERSION = 424;

export interface FakeMetadata {
  readonly raw: Uint8Array;
  readonly metadata: UnifiedMetadata;
  readonly lookup: MetadataLookup;
  readonly builder: ReturnType<typeof getDynamicBuilder>;
}

let loaded: FakeMetadata | undefined;

/** True when the metadata are there; else says on stderr, once a process, what is not tested. */
export function hasMetadata(): boolean {
  if (existsSync(METADATA_PATH)) return true;
  process.stderr.write(
    `NOT TESTED: everything of the subtensor adapter that needs ${METADATA_PATH}, which is absent.\n`,
  );
  return false;
}

export function fakeMetadata(): FakeMetadata {
  if (loaded !== undefined) return loaded;
  const raw = readFileSync(METADATA_PATH);
  const metadata = unifyMetadata(decAnyMetadata(raw));
  const lookup = getLookupFn(metadata);
  loaded = { raw, metadata, lookup, builder: getDynamicBuilder(lookup) };
  return loaded;
}

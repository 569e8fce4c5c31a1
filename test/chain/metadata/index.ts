import { readFileSync } from "node:fs";
import { REAL_METADATA, valueOf } from "../../setup/outside.ts";
import { buildMetadata } from "./build-metadata.ts";
import { ChainMetadata } from "./chain-metadata.ts";

export { ChainMetadata } from "./chain-metadata.ts";

/** Version of the runtime that the facts are of. */
export const SPEC_VERSION = 424;

export const BUILT_V16 = new ChainMetadata("metadata built here, version 16", buildMetadata(16));
export const BUILT_V15 = new ChainMetadata("metadata built here, version 15", buildMetadata(15));

const file = valueOf(REAL_METADATA);
const real = file === undefined ? [] : [new ChainMetadata(REAL_METADATA.inName, readFileSync(file))];

/** What suites of the adapter run on, each: the metadata built here, and the file that AFFINE_TEST_METADATA names. */
export const RUNTIMES: readonly ChainMetadata[] = [BUILT_V16, ...real];

/** The same and the older format, for suites that read metadata themselves. */
export const RUNTIMES_OF_EVERY_FORMAT: readonly ChainMetadata[] = [BUILT_V16, BUILT_V15, ...real];

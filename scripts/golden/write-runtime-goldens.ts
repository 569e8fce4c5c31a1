import { readFileSync, writeFileSync } from "node:fs";
import { codecsOf } from "../../src/chain/subtensor/runtime/codecs.ts";
import { sha256Hex } from "../../src/core/index.ts";
import { encodeGoldens } from "../../test/chain/golden/encode-goldens.ts";

/*
 * Takes what the tests compare the adapter with out of a real runtime's metadata, as a node answers them
 * (`state_call` of `Metadata_metadata_at_version`, or `state_getMetadata`):
 *
 *   npx tsx scripts/golden/write-runtime-goldens.ts metadata.scale
 */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Give a file of SCALE metadata.");

const bytes = readFileSync(file);
void codecsOf(bytes).then((codecs) => {
  const { metadata, builder } = codecs;
  const raw = metadata.pallets
    .find(({ name }) => name === "System")
    ?.constants.find(({ name }) => name === "Version")?.value;
  if (raw === undefined) throw new Error("The runtime does not say its version.");
  const version = builder.buildConstant("System", "Version").dec(raw) as Record<string, unknown>;
  const goldens = {
    provenance: {
      what: "extracted from the metadata of a real runtime by scripts/golden/write-runtime-goldens.ts",
      runtime: version["spec_name"],
      specVersion: version["spec_version"],
      transactionVersion: version["transaction_version"],
      metadataVersion: metadata.version,
      fileBytes: bytes.length,
      fileSha256: sha256Hex(bytes),
    },
    ...encodeGoldens(codecs),
  };
  const target = new URL(`../../test/golden/chain/runtime-${String(version["spec_version"])}.json`, import.meta.url);
  writeFileSync(target, `${JSON.stringify(goldens, undefined, 2)}\n`);
});

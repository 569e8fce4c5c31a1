import { compact } from "@polkadot-api/substrate-bindings";
import type { Codecs } from "../../../src/chain/subtensor/runtime/codecs.ts";
import { typeShape } from "../../../src/chain/subtensor/runtime/type-shape.ts";
import { ERRORS, FACTS } from "../metadata/facts.ts";
import { errorIndices, factShape } from "./fact-shape.ts";
import { CALLS, EVENTS, KEY_ARGUMENTS, METAGRAPH_ARGUMENTS, type EventSample } from "./samples.ts";

/** Facts and bytes of one runtime's metadata; keys and calls are those of the samples. */
export interface Goldens {
  readonly shapes: Readonly<Record<string, string | undefined>>;
  readonly storage: Readonly<Record<string, { readonly key: string; readonly unset: string }>>;
  readonly calls: Readonly<Record<string, string>>;
  readonly constants: Readonly<Record<string, string | undefined>>;
  readonly errors: Readonly<Record<string, Readonly<Record<string, number | undefined>>>>;
  readonly extensions: readonly (readonly [identifier: string, type: string, additionalSigned: string])[];
  /** Place of the fields in the answer of `get_selective_metagraph`. */
  readonly metagraphFields: Readonly<Record<string, number>>;
  readonly metagraphArguments: string;
  readonly events: string;
}

/** Reads and encodes with the library's codecs alone: nothing of the adapter's own encoding is in it. */
export function encodeGoldens(codecs: Codecs): Goldens {
  const { metadata, lookup, builder } = codecs;
  const named = (kind: string) => FACTS.filter((fact) => fact.kind === kind);
  const item = (pallet: string, name: string) =>
    metadata.pallets.find((one) => one.name === pallet)?.storage?.items.find((one) => one.name === name);
  const events = builder.buildDefinition(lookupId(codecs));
  const selective = builder.buildRuntimeCall("SubnetInfoRuntimeApi", "get_selective_metagraph");
  return {
    shapes: Object.fromEntries(
      FACTS.map((fact) => [`${fact.kind} ${fact.pallet}.${fact.name}`, factShape(codecs, fact)]),
    ),
    storage: Object.fromEntries(
      named("storage").map(({ pallet, name, shape }) => {
        const args = KEY_ARGUMENTS[keyTypes(shape)] ?? [];
        const key = builder.buildStorage(pallet, name).keys.enc(...args);
        return [`${pallet}.${name}`, { key, unset: item(pallet, name)?.fallback ?? "none" }];
      }),
    ),
    calls: Object.fromEntries(
      Object.entries(CALLS).map(([name, { pallet, call, args }]) => {
        const { codec, location } = builder.buildCall(pallet, call);
        return [name, hex(Uint8Array.of(...location, ...codec.enc(args)))];
      }),
    ),
    constants: Object.fromEntries(
      named("constant").map(({ pallet, name }) => {
        const constants = metadata.pallets.find((one) => one.name === pallet)?.constants;
        return [`${pallet}.${name}`, constants?.find((one) => one.name === name)?.value];
      }),
    ),
    errors: Object.fromEntries(
      Object.entries(ERRORS).map(([pallet, errors]) => [pallet, errorIndices(codecs, pallet, Object.keys(errors))]),
    ),
    extensions: (metadata.extrinsic.signedExtensions[0] ?? []).map(({ identifier, type, additionalSigned }) => [
      identifier,
      typeShape(lookup(type)),
      typeShape(lookup(additionalSigned)),
    ]),
    metagraphFields: metagraphFields(codecs),
    metagraphArguments: hex(selective.args.enc([...METAGRAPH_ARGUMENTS])),
    events: hex(Buffer.concat([compact.enc(EVENTS.length), ...EVENTS.map((one) => record(events.enc([one]), one))])),
  };
}

/** Types of the key in a storage item's shape: `(u16, AccountId32)` of `Identity, Twox64Concat (u16, AccountId32) -> …`. */
export function keyTypes(shape: string): string {
  return /^(?:\w+, )*\w+ (.+) -> /.exec(shape)?.[1] ?? "";
}

function lookupId({ metadata }: Codecs): number {
  const events = metadata.pallets
    .find(({ name }) => name === "System")
    ?.storage?.items.find(({ name }) => name === "Events");
  if (events?.type.tag !== "plain") throw new Error("System.Events is no plain storage item");
  return events.type.value;
}

function metagraphFields({ metadata, lookup }: Codecs): Record<string, number> {
  const method = metadata.apis
    .find(({ name }) => name === "SubnetInfoRuntimeApi")
    ?.methods.find(({ name }) => name === "get_selective_metagraph");
  const output = lookup(method?.output ?? -1);
  const fields = output.type === "option" && output.value.type === "struct" ? Object.keys(output.value.value) : [];
  const used = FACTS.find(({ name }) => name === "get_selective_metagraph")?.used ?? [];
  return Object.fromEntries(used.map((name) => [name, fields.indexOf(name)]));
}

/**
 * A record of the list of one that the codec writes. A module's error is one byte and three of padding (`ModuleError`,
 * sp_runtime); the library reads the padding and does not write it.
 */
function record(list: Uint8Array, { event }: EventSample): Uint8Array {
  const bytes = list.subarray(1);
  const failure = (event.value.value as { dispatch_error?: { type: string } }).dispatch_error;
  if (failure?.type !== "Module") return bytes;
  // Phase 5, event 2, kind of failure 1, pallet and error 2.
  return Buffer.concat([bytes.subarray(0, 10), new Uint8Array(3), bytes.subarray(10)]);
}

function hex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

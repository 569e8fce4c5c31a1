import type { LookupEntry } from "@polkadot-api/metadata-builders";
import type { Codecs } from "./codecs.ts";
import type { Expected } from "./expected-shapes.ts";
import { typeShape } from "./type-shape.ts";

/**
 * What a runtime's metadata says of a thing that is in the table, as one line of text; `undefined` where the runtime has
 * no such thing.
 */
export function liveShape(codecs: Codecs, { kind, pallet, name, used, variants }: Expected): string | undefined {
  const counts = (variant: string): boolean => variants?.test(variant) ?? true;
  switch (kind) {
    case "call":
      return callShape(codecs, pallet, name, counts);
    case "storage":
      return storageShape(codecs, pallet, name, counts);
    case "constant":
      return constantShape(codecs, pallet, name);
    case "api":
      return apiShape(codecs, pallet, name, used ?? []);
  }
}

/** `StorageEntryModifier::Optional` (frame_metadata). */
const OPTIONAL = 0;

type Counts = (variant: string) => boolean;

/**
 * A call's two index bytes and its arguments, such as `7.113 {netuid: u16, commit: [u8]}`: metadata are the node's word,
 * and a node that gave another call's indices to a known name would get a signature for that call.
 */
function callShape({ metadata, lookup }: Codecs, pallet: string, call: string, counts: Counts): string | undefined {
  const found = metadata.pallets.find(({ name }) => name === pallet);
  const calls = found?.calls;
  const all = calls === undefined ? undefined : lookup(calls.type);
  const variant = all?.type === "enum" ? all.value[call] : undefined;
  if (found === undefined || variant === undefined) return undefined;
  const shape = typeShape(variant.type === "lookupEntry" ? variant.value : variant, counts);
  return `${found.index}.${variant.idx} ${shape}`;
}

/**
 * A storage item's keys with their hashers, and its value, such as `Identity u16 -> [u64]`; `?` at the end where an unset
 * item has no value, while others have a default.
 */
function storageShape({ metadata, lookup }: Codecs, pallet: string, item: string, counts: Counts): string | undefined {
  const found = metadata.pallets.find(({ name }) => name === pallet)?.storage?.items.find(({ name }) => name === item);
  if (found === undefined) return undefined;
  const mark = found.modifier === OPTIONAL ? "?" : "";
  if (found.type.tag === "plain") return `-> ${typeShape(lookup(found.type.value), counts)}${mark}`;
  const { key, value, hashers } = found.type.value;
  const keyed = `${hashers.map(({ tag }) => tag).join(", ")} ${typeShape(lookup(key))}`;
  return `${keyed} -> ${typeShape(lookup(value), counts)}${mark}`;
}

/** A constant's type. */
function constantShape({ metadata, lookup }: Codecs, pallet: string, constant: string): string | undefined {
  const all = metadata.pallets.find(({ name }) => name === pallet)?.constants;
  const found = all?.find(({ name }) => name === constant);
  return found === undefined ? undefined : typeShape(lookup(found.type));
}

/** A runtime call's arguments and the type of those fields of its answer that are used. */
function apiShape(codecs: Codecs, api: string, method: string, used: readonly string[]): string | undefined {
  const { metadata, lookup } = codecs;
  const found = metadata.apis.find(({ name }) => name === api)?.methods.find(({ name }) => name === method);
  if (found === undefined) return undefined;
  const inputs = found.inputs.map(({ name, type }) => `${name}: ${typeShape(lookup(type))}`).join(", ");
  return `(${inputs}) -> ${usedFields(lookup(found.output), used)}`;
}

function usedFields(output: LookupEntry, used: readonly string[]): string {
  if (output.type === "option") return `option<${usedFields(output.value, used)}>`;
  if (output.type !== "struct") return typeShape(output);
  const fields = used.map((name) => {
    const field = output.value[name];
    return `${name}: ${field === undefined ? "missing" : typeShape(field)}`;
  });
  return `{${fields.join(", ")}}`;
}

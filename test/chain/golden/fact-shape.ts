import type { Codecs } from "../../../src/chain/subtensor/runtime/codecs.ts";
import { liveShape } from "../../../src/chain/subtensor/runtime/live-shapes.ts";
import { typeShape } from "../../../src/chain/subtensor/runtime/type-shape.ts";
import type { Fact } from "../metadata/facts.ts";

/** All errors of all pallets come in this variant: no two runtimes are alike there. */
const notModule = (variant: string): boolean => variant !== "Module";

/** What metadata say of a fact, as one line: as the adapter writes it, and of events as well. */
export function factShape(codecs: Codecs, fact: Fact): string | undefined {
  const { kind, pallet, name } = fact;
  if (kind !== "event") return liveShape(codecs, { ...fact, kind });
  const found = codecs.metadata.pallets.find((one) => one.name === pallet);
  const events = found?.events === undefined ? undefined : codecs.lookup(found.events.type);
  const variant = events?.type === "enum" ? events.value[name] : undefined;
  if (found === undefined || variant === undefined) return undefined;
  const shape = typeShape(variant.type === "lookupEntry" ? variant.value : variant, notModule);
  return `${found.index}.${variant.idx} ${shape}`;
}

/** Index of each error of a pallet, those that are asked for. */
export function errorIndices(
  { metadata, lookup }: Codecs,
  pallet: string,
  names: readonly string[],
): Record<string, number | undefined> {
  const found = metadata.pallets.find(({ name }) => name === pallet)?.errors;
  const errors = found === undefined ? undefined : lookup(found.type);
  const all = errors?.type === "enum" ? errors.value : {};
  return Object.fromEntries(names.map((name) => [name, all[name]?.idx]));
}

import { AffineError } from "../../../core/index.ts";
import type { BlockRef, Hex } from "../../chain.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Session } from "../session/session.ts";
import type { Proofs } from "./proofs.ts";
import { proven } from "./proven.ts";
import { storagePrefix } from "./storage-prefix.ts";
import { untrue } from "./untrue.ts";

/** A storage item, as one endpoint has it after one block. */
export interface ReadPlace {
  readonly proofs: Proofs;
  readonly session: Session;
  readonly runtime: Runtime;
  readonly block: BlockRef;
}

/** What an endpoint said a key holds. */
export interface Claim {
  readonly pallet: string;
  readonly item: string;
  readonly key: Hex;
  readonly claimed: Hex | null;
}

/** Differences that are told of one read, and characters of each value. */
const TOLD = 3;
const TOLD_CHARACTERS = 160;

/** Checks values one by one. @throws AffineError `chain_untrue`, `chain_decode` where the runtime is another one */
export async function checkValues(place: ReadPlace, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  for (const { pallet, item, key } of claims) await checkKey(place, pallet, item, key);
  const keys = claims.map(({ key }) => key);
  const proof = await place.proofs.of(place.session, place.block, keys);
  for (const claim of claims) {
    const { pallet, item, key, claimed } = claim;
    const about = { ...aboutItem(place, pallet, item), claimed: text(place, claim, claimed) };
    const value = proven(about, () => proof.value(key));
    if (value !== claimed) throw untrue({ ...about, proved: text(place, claim, value) });
  }
}

/**
 * Checks all entries below a prefix: that each is as it was claimed, and that none is left out.
 *
 * @param most entries that such an item has at most. @throws AffineError as {@link checkValues}
 */
export async function checkEntries(
  place: ReadPlace,
  of: { readonly pallet: string; readonly item: string; readonly prefix: Hex; readonly most: number },
  claimed: ReadonlyMap<Hex, Hex | null>,
): Promise<void> {
  const { pallet, item, prefix, most } = of;
  await checkKey(place, pallet, item, prefix);
  const proof = await place.proofs.of(place.session, place.block, [prefix, ...claimed.keys()]);
  const about = aboutItem(place, pallet, item);
  const count = `${claimed.size} ${claimed.size === 1 ? "entry" : "entries"}`;
  const proved = new Map(proven({ ...about, claimed: count }, () => proof.entries(prefix, most)));
  const keys = [...new Set([...claimed.keys(), ...proved.keys()])];
  const differing = keys.filter((key) => (claimed.get(key) ?? null) !== (proved.get(key) ?? null));
  if (differing.length === 0) return;
  const told = (values: ReadonlyMap<Hex, Hex | null>): string =>
    [
      ...differing.slice(0, TOLD).map((key) => text(place, { pallet, item, key }, values.get(key) ?? null)),
      ...(differing.length > TOLD ? [`${differing.length - TOLD} more`] : []),
    ].join("; ");
  throw untrue({ ...about, claimed: told(claimed), proved: told(proved) });
}

/**
 * How a key is made and a value is read must be known without the endpoint: by the item's place, and by the shapes that this
 * program was written for.
 */
async function checkKey({ runtime }: ReadPlace, pallet: string, item: string, key: Hex): Promise<void> {
  const drift = runtime.drifts.find((one) => one.kind === "storage" && one.pallet === pallet && one.name === item);
  if (drift === undefined && key.startsWith(await storagePrefix(pallet, item))) return;
  throw new AffineError("chain_decode", `${pallet}.${item} is not what it was: ${drift?.found ?? "another key"}.`, {
    hint: "What a proof says of it cannot be read without believing the endpoint: update this program, or set AFFINE_TRUST=endpoint.",
  });
}

function aboutItem({ session, block }: ReadPlace, pallet: string, item: string): { endpoint: string; what: string } {
  return { endpoint: session.endpoint, what: `${pallet}.${item} of block ${block.number}` };
}

/** A key's arguments and its value, decoded where they can be: for people. */
function text({ runtime }: ReadPlace, { pallet, item, key }: Omit<Claim, "claimed">, value: Hex | null): string {
  const args = readable(() => runtime.storageArgs(pallet, item, key), key);
  const shown = value === null ? "nothing" : readable(() => runtime.storageValue(pallet, item, value), value);
  return `${args} ${shown}`;
}

function readable(decode: () => unknown, raw: Hex): string {
  let found: string;
  try {
    found = JSON.stringify(decode(), (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  } catch (thrown) {
    // What cannot be decoded is shown as it came.
    if (!AffineError.isInstance(thrown)) throw thrown;
    found = raw;
  }
  return found.length > TOLD_CHARACTERS ? `${found.slice(0, TOLD_CHARACTERS)}…` : found;
}

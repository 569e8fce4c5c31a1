import { parseShape, type Aliases } from "./parse-shape.ts";
import { enumOf, NOTHING, type Shape, type Variant } from "./shape.ts";

/*
 * Types that a line of the table names or gives the hash of. The hashes are those of the real runtime: a variant that is
 * wrong here is drift.
 */

const U8: Shape = { kind: "primitive", name: "u8" };

function bytes(length: number): Shape {
  return length === 1 ? U8 : { kind: "array", of: U8, length };
}

/** `Data` of the Commitments pallet: nothing, up to 128 raw bytes, hashes, a timelocked text, a flag, up to 512 raw bytes. */
const DATA = enumOf([
  { index: 0, name: "None", of: NOTHING },
  ...Array.from({ length: 129 }, (_, length): Variant => {
    return { index: 1 + length, name: `Raw${length}`, of: length === 0 ? NOTHING : bytes(length) };
  }),
  ...["BlakeTwo256", "Sha256", "Keccak256", "ShaThree256"].map((name, nth) => ({
    index: 130 + nth,
    name,
    of: bytes(32),
  })),
  { index: 134, name: "TimelockEncrypted", of: parseShape("{encrypted: [u8], reveal_round: u64}") },
  { index: 135, name: "ResetBondsFlag", of: NOTHING },
  { index: 136, name: "BigRaw", of: parseShape("[u8]") },
]);

/** `Era` of sp_runtime: immortal, or by its first byte one of 255 kinds of mortal with a second byte. */
const ERA = enumOf([
  { index: 0, name: "Immortal", of: NOTHING },
  ...Array.from({ length: 255 }, (_, nth): Variant => ({ index: 1 + nth, name: `Mortal${1 + nth}`, of: U8 })),
]);

const TOKEN_ERROR = parseShape(
  "enum<0 FundsUnavailable | 1 OnlyProvider | 2 BelowMinimum | 3 CannotCreate | 4 UnknownAsset | 5 Frozen | " +
    "6 Unsupported | 7 CannotCreateHold | 8 NotExpendable | 9 Blocked>",
);

const TRIE_ERROR = parseShape(
  "enum<0 InvalidStateRoot | 1 IncompleteDatabase | 2 ValueAtIncompleteKey | 3 DecoderError | 4 InvalidHash | " +
    "5 DuplicateKey | 6 ExtraneousNode | 7 ExtraneousValue | 8 ExtraneousHashReference | 9 InvalidChildReference | " +
    "10 ValueMismatch | 11 IncompleteProof | 12 RootMismatch | 13 DecodeError>",
);

/** `DispatchError` of sp_runtime. */
const DISPATCH_ERROR = enumOf([
  ...["Other", "CannotLookup", "BadOrigin"].map((name, index) => ({ index, name, of: NOTHING })),
  { index: 3, name: "Module", of: { kind: "module-error" } },
  ...["ConsumerRemaining", "NoProviders", "TooManyConsumers"].map((name, nth) => ({
    index: 4 + nth,
    name,
    of: NOTHING,
  })),
  { index: 7, name: "Token", of: TOKEN_ERROR },
  { index: 8, name: "Arithmetic", of: parseShape("enum<0 Underflow | 1 Overflow | 2 DivisionByZero>") },
  { index: 9, name: "Transactional", of: parseShape("enum<0 LimitReached | 1 NoLayer>") },
  ...["Exhausted", "Corruption", "Unavailable", "RootNotAllowed"].map((name, nth) => ({
    index: 10 + nth,
    name,
    of: NOTHING,
  })),
  { index: 14, name: "Trie", of: TRIE_ERROR },
]);

const DISPATCH_INFO = parseShape(
  "{weight: {ref_time: compact<u64>, proof_size: compact<u64>}, class: enum<0 Normal | 1 Operational | 2 Mandatory>, " +
    "pays_fee: enum<0 Yes | 1 No>}",
);

export const LONG_TYPES: Aliases = {
  // As the adapter's table has it: those of its variants that count.
  "enum of 131, d780b3accba3": DATA,
  Era: ERA,
  DispatchError: DISPATCH_ERROR,
  DispatchInfo: DISPATCH_INFO,
};

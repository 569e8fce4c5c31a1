import { AffineError } from "../core/index.ts";

/** What a key file may say of its kind of key: a word or a number, by whichever tool wrote it. */
export type SchemeMark = string | number | null | undefined;

/** Kinds of keys by the numbers of Bittensor's `cryptoType`, and the words for them. */
const SCHEMES: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: "ed25519", words: ["0", "ed25519", "ed"] },
  { name: "sr25519", words: ["1", "sr25519", "sr", "schnorrkel"] },
  { name: "ecdsa", words: ["2", "ecdsa", "secp256k1", "ethereum"] },
];

/**
 * The kind of key that a file says it holds; `undefined` where it does not say, or says it in words that are not known.
 *
 * @param cryptoType only here is a number one of the scheme
 * @throws AffineError `unsupported` for every kind but sr25519, which is what hotkeys sign with here
 */
export function assertScheme(
  marks: { readonly cryptoType?: SchemeMark; readonly signingScheme?: SchemeMark; readonly accountType?: SchemeMark },
  name: string,
): "sr25519" | undefined {
  const said = [
    schemeOf(marks.cryptoType),
    schemeOf(marks.signingScheme),
    // Of an account's type it is not known what its numbers mean.
    typeof marks.accountType === "number" ? undefined : schemeOf(marks.accountType),
  ];
  const other = said.find((scheme) => scheme !== undefined && scheme !== "sr25519");
  if (other !== undefined) throw otherScheme(other, name);
  if (typeof marks.cryptoType === "number" && said[0] === undefined) {
    throw otherScheme(`key of cryptoType ${marks.cryptoType}`, name);
  }
  return said.includes("sr25519") ? "sr25519" : undefined;
}

/** Refuses a key of another kind by name. */
export function otherScheme(scheme: string, name: string): AffineError {
  const what = scheme.startsWith("key of") ? `a ${scheme}` : `an ${scheme} key`;
  return new AffineError("unsupported", `The key file ${name} holds ${what}, and only sr25519 keys are read here.`, {
    hint:
      "A phrase makes another address with each kind of key, so this one is not guessed: name an sr25519 hotkey, or make " +
      "one (af wallet new, or btcli wallet new-hotkey) and register it.",
  });
}

function schemeOf(mark: SchemeMark): string | undefined {
  if (mark === undefined || mark === null) return undefined;
  const word = String(mark).trim().toLowerCase();
  return SCHEMES.find(({ words }) => words.includes(word))?.name;
}

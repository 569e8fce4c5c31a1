import { AffineError } from "../core/index.ts";

/** What the text of a key file is: a JSON object, or a secret alone. */
export type KeyfileText = { readonly kind: "object"; readonly value: object } | BareSecret;

interface BareSecret {
  readonly kind: "phrase" | "seed" | "privateKey";
  readonly secret: string;
}

/**
 * Tells the forms apart that Bittensor's tools take for a key file: JSON, a phrase alone, or hexadecimal alone (a seed of 32
 * bytes, a private key of 64). A byte order mark and white space around it do not count. No message repeats what it read.
 *
 * @throws AffineError `credentials_invalid` for anything else, `unsupported` for an export of another tool
 */
export function readKeyfileText(text: string, name: string): KeyfileText {
  if (text.includes("\u0000") || text.startsWith("\ufffd")) {
    throw refuseKeyfile(name, "is no UTF-8 text", "Save it as UTF-8: editors on Windows may write UTF-16.");
  }
  const bare = text.replace(/^\ufeff/, "").trim();
  if (bare === "") throw refuseKeyfile(name, "is empty");
  return bareSecret(bare) ?? objectOf(parsed(bare, name), name);
}

function bareSecret(text: string): BareSecret | undefined {
  const hex = /^(?:0x)?([0-9a-f]+)$/i.exec(text)?.[1]?.toLowerCase();
  if (hex?.length === 64) return { kind: "seed", secret: hex };
  if (hex?.length === 128) return { kind: "privateKey", secret: hex };
  return /^[a-z]+(?:\s+[a-z]+){11,}$/i.test(text) ? { kind: "phrase", secret: text } : undefined;
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    // The parser quotes what it read, so neither its text nor the error itself goes on.
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw refuseKeyfile(
      name,
      "is not JSON, nor a phrase or a key in hexadecimal alone",
      "A key file is a JSON object as btcli writes it, a phrase of 12 to 24 words, or 32 or 64 bytes of hexadecimal. Make it anew with btcli wallet regen-hotkey.",
    );
  }
}

function objectOf(value: unknown, name: string): KeyfileText {
  if (typeof value === "string") {
    const secret = bareSecret(value.trim());
    if (secret !== undefined) return secret;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refuseKeyfile(name, "is malformed: it is no JSON object");
  }
  if ("encoded" in value && "encoding" in value) {
    throw new AffineError("unsupported", `The key file ${name} is an export of polkadot.js, which is not read here.`, {
      hint:
        "Make a key file of the same key from its phrase or seed: btcli wallet regen-hotkey. Without either, Bittensor's " +
        "SDK opens the export (Keypair.create_from_encrypted_json) and writes a key file.",
    });
  }
  return { kind: "object", value };
}

export function refuseKeyfile(name: string, what: string, hint?: string): AffineError {
  return new AffineError("credentials_invalid", `The key file ${name} ${what}.`, {
    hint: hint ?? "Make it anew with btcli wallet regen-hotkey from your backup, or name another key.",
  });
}

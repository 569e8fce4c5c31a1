import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import { writeOnce } from "../io/index.ts";
import { encryptKeyfile } from "./encrypted-keyfile.ts";
import { formatKeyfile, formatPublicKeyfile } from "./keyfile.ts";
import type { KeyMaterial } from "./key-material.ts";
import { readKeyfile, readKeyfileAddress, type PasswordSource } from "./read-key.ts";

/** Longest name of a file (NAME_MAX of Linux). */
const MOST_NAME_BYTES = 255;

/** A hotkey in Bittensor's layout: `<folder>/<coldkey>/hotkeys/<hotkey>`. */
export interface HotkeyName {
  /** The folder of wallets, such as `~/.bittensor/wallets`. */
  readonly folder: string;
  readonly coldkey: string;
  readonly hotkey: string;
}

/** Where a hotkey's file is. @throws AffineError `invalid_input` for a name that is no plain file name. */
export function hotkeyPath({ folder, coldkey, hotkey }: HotkeyName): string {
  return join(folder, plainName(coldkey, "coldkey"), "hotkeys", plainName(hotkey, "hotkey"));
}

/** Where the public half of a coldkey is. @throws AffineError `invalid_input` for a name that is no plain file name. */
export function coldkeyPublicPath({ folder, coldkey }: Omit<HotkeyName, "hotkey">): string {
  return join(folder, plainName(coldkey, "coldkey"), "coldkeypub.txt");
}

/** Where a wallet's secret coldkey is. @throws AffineError `invalid_input` for a name that is no plain file name. */
export function coldkeyPath({ folder, coldkey }: Omit<HotkeyName, "hotkey">): string {
  return join(folder, plainName(coldkey, "coldkey"), "coldkey");
}

/**
 * @param password asked for when the file is encrypted.
 * @throws AffineError `credentials_missing`, `credentials_invalid` or `unsupported` (an old encryption).
 */
export async function readHotkey(name: HotkeyName, password?: PasswordSource): Promise<KeyMaterial> {
  return readKeyfile(hotkeyPath(name), password);
}

/** The coldkey's address from its public file. @throws AffineError as {@link readHotkey}. */
export async function readColdkeyAddress(name: Omit<HotkeyName, "hotkey">): Promise<string> {
  return readKeyfileAddress(coldkeyPublicPath(name));
}

/**
 * Writes a new hotkey file: mode 0600, complete or not at all, never over another one. With a password it is encrypted,
 * and its address goes into `<hotkey>pub.txt` beside it, as Bittensor's tools do.
 *
 * @returns its path. @throws AffineError `invalid_input` when there is one of that name.
 */
export async function writeHotkey(name: HotkeyName, material: KeyMaterial, password?: string): Promise<string> {
  const path = await writeSecret(hotkeyPath(name), material, password);
  if (password !== undefined) await writeNew(hotkeyPublicPath(name), formatPublicKeyfile(material.key.address));
  return path;
}

/** Where the address of an encrypted hotkey can be read. */
export function hotkeyPublicPath(name: HotkeyName): string {
  return `${hotkeyPath(name)}pub.txt`;
}

/** Writes a new coldkey and its public file, as {@link writeHotkey}. */
export async function writeColdkey(
  name: Omit<HotkeyName, "hotkey">,
  material: KeyMaterial,
  password?: string,
): Promise<string> {
  await writeColdkeyAddress(name, material.key.address);
  return writeSecret(coldkeyPath(name), material, password);
}

/** Writes a coldkey's public file. @throws AffineError `invalid_input` when there is one. */
export async function writeColdkeyAddress(name: Omit<HotkeyName, "hotkey">, address: string): Promise<string> {
  return writeNew(coldkeyPublicPath(name), formatPublicKeyfile(address));
}

async function writeSecret(path: string, material: KeyMaterial, password: string | undefined): Promise<string> {
  const text = formatKeyfile(material);
  return writeNew(path, password === undefined ? text : await encryptKeyfile(text, password));
}

async function writeNew(path: string, content: string | Uint8Array): Promise<string> {
  if (await writeOnce(path, content, { folderMode: 0o700 })) return path;
  throw new AffineError("invalid_input", `There is a key file already: ${path}.`, {
    hint: "Choose another name, or move the old file away yourself. Keys are never overwritten.",
  });
}

function plainName(name: string, what: string): string {
  // Whatever is one folder or file, as the tools that made it allow: blanks and accents are.
  const isOne = !/[/\\\u0000-\u001f\u007f]/.test(name) && ![".", ".."].includes(name) && name.trim() !== "";
  if (isOne && Buffer.byteLength(name) <= MOST_NAME_BYTES) return name;
  throw new AffineError("invalid_input", `The ${what}'s name ${JSON.stringify(name.slice(0, 80))} is no plain name.`, {
    hint: "A name is that of one folder or file: no slash, no control characters, neither . nor .., 255 bytes at most.",
  });
}

import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AffineError, errorMessage } from "../core/index.ts";
import { formatKeyfile, formatPublicKeyfile, parseKeyfile, parseKeyfileAddress } from "./keyfile.ts";
import type { KeyMaterial } from "./key-material.ts";

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

/** @throws AffineError `credentials_missing`, `credentials_invalid` or `unsupported` (encrypted). */
export async function readHotkey(name: HotkeyName): Promise<KeyMaterial> {
  const path = hotkeyPath(name);
  return parseKeyfile(await readText(path), path);
}

/** The coldkey's address from its public file. @throws AffineError as {@link readHotkey}. */
export async function readColdkeyAddress(name: Omit<HotkeyName, "hotkey">): Promise<string> {
  const path = coldkeyPublicPath(name);
  return parseKeyfileAddress(await readText(path), path);
}

/**
 * Writes a new hotkey file: mode 0600, complete or not at all, never over another one.
 *
 * @returns its path. @throws AffineError `invalid_input` when there is one of that name.
 */
export async function writeHotkey(name: HotkeyName, material: KeyMaterial): Promise<string> {
  return writeNew(hotkeyPath(name), formatKeyfile(material));
}

/** Writes a coldkey's public file. @throws AffineError `invalid_input` when there is one. */
export async function writeColdkeyAddress(name: Omit<HotkeyName, "hotkey">, address: string): Promise<string> {
  return writeNew(coldkeyPublicPath(name), formatPublicKeyfile(address));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new AffineError("credentials_missing", `The key file ${path} cannot be read: ${errorMessage(cause)}`, {
      hint: "Check the names of wallet and hotkey, and the folder of wallets.",
      cause,
    });
  }
}

async function writeNew(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomUUID()}.new`;
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await link(temporary, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    throw new AffineError("invalid_input", `There is a key file already: ${path}.`, {
      hint: "Choose another name, or move the old file away yourself. Keys are never overwritten.",
      cause,
    });
  } finally {
    await handle.close();
    await unlink(temporary);
  }
  return path;
}

function plainName(name: string, what: string): string {
  if (/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name)) return name;
  throw new AffineError("invalid_input", `The ${what}'s name ${JSON.stringify(name.slice(0, 80))} is no plain name.`, {
    hint: "Names have letters, digits, dots, - and _, and no slash.",
  });
}

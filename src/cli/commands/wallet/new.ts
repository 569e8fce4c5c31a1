import { stat } from "node:fs/promises";
import {
  coldkeyPublicPath,
  KeyMaterial,
  readColdkeyAddress,
  writeColdkey,
  writeHotkey,
} from "../../../wallet/index.ts";
import type { HotkeyName } from "../../../wallet/index.ts";
import type { CommandContext } from "../../context.ts";
import { printJson, printLine } from "../../output.ts";
import { newPassword } from "../../wallet-password.ts";
import { walletName } from "./wallet-name.ts";

interface NewFlags {
  readonly encrypt?: boolean;
  readonly reveal?: boolean;
}

export async function makeWallet(context: CommandContext, flags: NewFlags): Promise<void> {
  const name = walletName(context);
  const password = flags.encrypt === true ? await newPassword(context) : undefined;
  const hotkey = KeyMaterial.generate();
  const hotkeyFile = await writeHotkey(name, hotkey, password);
  const coldkey = await coldkeyOf(name, password);
  const phrases =
    flags.reveal === true
      ? { hotkeyPhrase: hotkey.reveal().secretPhrase, coldkeyPhrase: coldkey.made?.reveal().secretPhrase ?? null }
      : {};
  const made = {
    hotkey: hotkey.key.address,
    coldkey: coldkey.address,
    hotkeyFile,
    coldkeyMade: coldkey.made !== undefined,
    encrypted: password !== undefined,
    ...phrases,
  };
  if (context.json) return printJson(made);
  await printLine(`hotkey   ${made.hotkey}\ncoldkey  ${made.coldkey}${made.coldkeyMade ? "" : " (was there)"}`);
  await printLine(`file     ${hotkeyFile}${made.encrypted ? " (encrypted)" : ""}`);
  if (made.hotkeyPhrase !== undefined) await printLine(`hotkey's phrase   ${made.hotkeyPhrase ?? "-"}`);
  if (typeof made.coldkeyPhrase === "string") await printLine(`coldkey's phrase  ${made.coldkeyPhrase}`);
}

async function coldkeyOf(
  name: HotkeyName,
  password: string | undefined,
): Promise<{ address: string; made?: KeyMaterial }> {
  if (await exists(coldkeyPublicPath(name))) return { address: await readColdkeyAddress(name) };
  const made = KeyMaterial.generate();
  await writeColdkey(name, made, password);
  return { address: made.key.address, made };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw thrown;
  }
}

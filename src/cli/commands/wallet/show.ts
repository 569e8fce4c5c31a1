import { stat } from "node:fs/promises";
import { AffineError } from "../../../core/index.ts";
import {
  hotkeyPath,
  hotkeyPublicPath,
  keyfileEncryption,
  readColdkeyAddress,
  readHotkey,
  readKeyfileAddress,
  readKeyfileBytes,
  type HotkeyName,
} from "../../../wallet/index.ts";
import type { CommandContext } from "../../context.ts";
import { printJson, printLine } from "../../output.ts";
import { passwordSource } from "../../wallet-password.ts";
import { walletName } from "./wallet-name.ts";
import { say } from "../../../telemetry/index.ts";

export async function showWallet(context: CommandContext, flags: { reveal?: boolean }): Promise<void> {
  const name = walletName(context);
  const file = hotkeyPath(name);
  const encryption = keyfileEncryption(await readKeyfileBytes(file));
  const mode = ((await stat(file)).mode & 0o777).toString(8).padStart(4, "0");
  const secrets = flags.reveal === true ? (await readHotkey(name, passwordSource(context))).reveal() : undefined;
  const shown = {
    hotkey: await hotkeyAddress(context, name, encryption === "none"),
    coldkey: await readColdkeyAddress(name).catch(orNull),
    hotkeyFile: file,
    encryption,
    mode,
    ...secrets,
  };
  if (context.json) await printJson(shown);
  else {
    await printLine(`hotkey   ${shown.hotkey}\ncoldkey  ${shown.coldkey ?? "(no coldkeypub.txt)"}`);
    await printLine(`file     ${file} (mode ${mode}${encryption === "none" ? "" : `, encrypted: ${encryption}`})`);
    if (secrets !== undefined) {
      await printLine(
        `phrase   ${secrets.secretPhrase ?? "-"}\nseed     ${secrets.secretSeed ?? "-"}\nprivate  ${secrets.privateKey}`,
      );
    }
  }
  if (mode.endsWith("00")) return;
  say(`Others can read ${file} (mode ${mode}): chmod 600 it.`);
}

/** From the public file beside an encrypted one, where there is one; else it takes the password. */
async function hotkeyAddress(context: CommandContext, name: HotkeyName, plain: boolean): Promise<string> {
  const beside = plain ? null : await readKeyfileAddress(hotkeyPublicPath(name)).catch(orNull);
  return beside ?? readKeyfileAddress(hotkeyPath(name), passwordSource(context));
}

function orNull(error: unknown): null {
  if (AffineError.isInstance(error) && error.code === "credentials_missing") return null;
  throw error;
}

import { existsSync } from "node:fs";
import { AffineError } from "../../core/index.ts";
import { defaultSocket, identityOf, parseSignerAddress } from "../../signer/index.ts";
import { hotkeyPath, hotkeyPublicPath, readKeyfileAddress, type HotkeyName } from "../../wallet/index.ts";
import type { CommandContext } from "../context.ts";
import type { NetworkChoice } from "../../config/index.ts";
import { tokenOf } from "../token-file.ts";

/**
 * Whose weights the examination is about: the signer's hotkey, else the wallet's; no password is asked for. `undefined` where
 * neither can be told: other lines say why.
 */
export async function hotkeyAddress(
  context: CommandContext,
  network: NetworkChoice,
  name: HotkeyName,
): Promise<string | undefined> {
  const { signerUrl, signerTokenFile } = context.config.values;
  const socket = defaultSocket(network.home);
  return (
    (await unlessRefused(async () => {
      if (signerUrl === undefined && !existsSync(socket)) return undefined;
      const address = signerUrl === undefined ? { socket } : parseSignerAddress(signerUrl);
      const credentials =
        "socket" in address || signerTokenFile === undefined ? {} : { token: await tokenOf(context, signerTokenFile) };
      return (await identityOf({ address, retries: 0, ...credentials })).address;
    })) ??
    (await unlessRefused(() => readKeyfileAddress(hotkeyPath(name)))) ??
    (await unlessRefused(() => readKeyfileAddress(hotkeyPublicPath(name))))
  );
}

async function unlessRefused(read: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await read();
  } catch (error) {
    if (AffineError.isInstance(error)) return undefined;
    throw error;
  }
}

import { existsSync } from "node:fs";
import type { NetworkChoice } from "../../config/index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { addressText, defaultSocket, identityOf, parseSignerAddress } from "../../signer/index.ts";
import type { CommandContext } from "../context.ts";
import { tokenOf } from "../token-file.ts";
import { ok, problem, type Finding } from "./finding.ts";

/** Whether the signer answers and is for this subnet; nothing to say where none is set and none was ever started. */
export async function checkSigner(context: CommandContext, network: NetworkChoice): Promise<Finding[]> {
  const { signerUrl, signerTokenFile } = context.config.values;
  const socket = defaultSocket(network.home);
  if (signerUrl === undefined && !existsSync(socket)) return [];
  try {
    const address = signerUrl === undefined ? { socket } : parseSignerAddress(signerUrl);
    const credentials =
      "socket" in address || signerTokenFile === undefined ? {} : { token: await tokenOf(context, signerTokenFile) };
    const { address: hotkey, netuid, version } = await identityOf({ address, retries: 0, ...credentials });
    const found = `${addressText(address)}: ${hotkey}, subnet ${netuid}, version ${version}`;
    if (netuid === network.netuid) return [ok("signer", found)];
    return [problem("signer", found, `Start it with --netuid ${network.netuid}, or set AFFINE_NETUID.`)];
  } catch (error) {
    const advice = AffineError.isInstance(error) ? error.hint : undefined;
    return [problem("signer", errorMessage(error), advice ?? "Check SIGNER_URL.")];
  }
}

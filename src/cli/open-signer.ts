import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Chain } from "../chain/index.ts";
import { defaultWalletFolder, type NetworkChoice } from "../config/index.ts";
import type { Closing } from "../core/index.ts";
import {
  addressText,
  defaultSocket,
  InProcessSigner,
  knowSigner,
  parseSignerAddress,
  RemoteSigner,
  type Signer,
  type SignerAddress,
} from "../signer/index.ts";
import type { CommandContext } from "./context.ts";
import { tokenOf } from "./token-file.ts";
import { ownHotkey } from "./own-hotkey.ts";

/**
 * The signer that a validator uses: the one that is set, else one on the data folder's socket. Only on the embedded
 * chain, where there is nothing to steal, the validator may hold the key itself.
 *
 * @throws AffineError `signer_unavailable` when there is none
 */
export async function openSigner(
  context: CommandContext,
  network: NetworkChoice,
  { chain, closing }: { chain: Chain; closing: Closing },
): Promise<Signer> {
  const address = signerAddress(context, network);
  if (address !== undefined) return connect(context, network, address, closing);
  const { key } = await ownHotkey(context, hotkeyName(context, network));
  return new InProcessSigner({ key, chain, netuid: network.netuid });
}

/** Which hotkey the settings name. */
export function hotkeyName(context: CommandContext, network: NetworkChoice) {
  const { values } = context.config;
  return {
    folder: network.walletDir ?? defaultWalletFolder(process.env),
    coldkey: values.coldkey ?? "default",
    hotkey: values.hotkey ?? "default",
  };
}

/** `undefined` where no signer was ever used and none is needed. */
function signerAddress(context: CommandContext, network: NetworkChoice): SignerAddress | undefined {
  const { signerUrl } = context.config.values;
  if (signerUrl !== undefined) return parseSignerAddress(signerUrl);
  const socket = defaultSocket(network.home);
  const needed = !isEmbedded(network) || existsSync(socket) || existsSync(knownSignerFile(network));
  return needed ? { socket } : undefined;
}

/** Where the signer that was used last is remembered. */
function knownSignerFile({ home, netuid }: NetworkChoice): string {
  return join(resolve(home), "journal", `signer-${netuid}.json`);
}

async function connect(
  context: CommandContext,
  network: NetworkChoice,
  address: SignerAddress,
  closing: Closing,
): Promise<Signer> {
  const { signerRetries, signerRetryDelay, signerTokenFile } = context.config.values;
  const options = {
    address,
    retries: signerRetries ?? 10,
    retryDelayMs: (signerRetryDelay ?? 2) * 1000,
    signal: context.signal,
    ...("socket" in address || signerTokenFile === undefined ? {} : { token: await tokenOf(context, signerTokenFile) }),
  };
  const { identity, remembered } = await knowSigner(options, network.netuid, knownSignerFile(network));
  const where = addressText(address);
  if (remembered) {
    context.log.warn(
      { signer: where },
      "the signer does not answer: evaluating goes on, nothing is signed until it does",
    );
  } else context.log.info({ signer: where, hotkey: identity.address }, "signer found");
  const signer = new RemoteSigner(options, identity);
  closing.add(() => signer.close());
  return signer;
}

/** The embedded chain speaks HTTP, the real one WebSocket. */
function isEmbedded(network: NetworkChoice): boolean {
  return /^https?:/.test(network.endpoint);
}

import { dirname, resolve } from "node:path";
import type { Chain } from "../../chain/index.ts";
import { AffineError, errorMessage, opening } from "../../core/index.ts";
import {
  addressText,
  auditLogPath,
  checkedSocket,
  defaultSocket,
  parseSignerAddress,
  startSigner,
} from "../../signer/index.ts";
import { LockFile, makeFolders } from "../../io/index.ts";
import type { CommandContext } from "../context.ts";
import { untilInterrupted } from "../interrupt.ts";
import { hotkeyName } from "../open-signer.ts";
import { printJson, printLine } from "../output.ts";
import { tokenOf } from "../token-file.ts";
import { ownHotkey } from "../own-hotkey.ts";
import { openSignerChain } from "../signer-chain.ts";
import { readVersion } from "../version.ts";

export async function run(context: CommandContext): Promise<void> {
  // From here on a Ctrl-C is ours: what is printed says so.
  const { signal } = context;
  const closing = await opening(async (parts) => {
    const network = await context.network({ signs: true });
    const at = await listenAt(context, network.home);
    const { key } = await ownHotkey(context, hotkeyName(context, network));
    const chain = openSignerChain(context, network);
    parts.add(() => chain.close());
    const { netuid } = network;
    const folder = resolve(network.home);
    const audit = auditLogPath(folder, netuid, key.address);
    await makeFolders(dirname(audit), 0o700);
    const lock = await LockFile.acquire(`${audit}.lock`, `The signer's audit log ${audit}`);
    parts.add(() => lock.release());
    const service = await startSigner({
      ...{ ...at, key, chain, netuid, folder, version: readVersion(), log: context.log },
      publicOnly: !network.allowEndpoints,
    });
    parts.add(() => service.close());
    const address = addressText(service.address);
    if (context.json) await printJson({ address, hotkey: key.address, netuid, auditLog: service.auditLog });
    else {
      await printLine(
        `signer     ${address}\nhotkey     ${key.address}\nsubnet     ${netuid} on ${context.config.values.signerEndpoint ?? network.endpoint}`,
      );
      await printLine(`audit log  ${service.auditLog}\nCtrl-C ends it.`);
    }
    void warnWithoutChain(context, chain);
    return parts;
  });
  await untilInterrupted(signal);
  await closing.close();
}

/** A signer waits for its chain as long as it takes; whoever started it should know that it waits. */
async function warnWithoutChain({ log, signal }: CommandContext, chain: Chain): Promise<void> {
  try {
    await chain.head();
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, `nothing is signed until the chain answers: ${errorMessage(error)}`);
  }
}

/** TCP where a port is set, and then never without a token; else a socket. */
async function listenAt(context: CommandContext, home: string) {
  const { signerUrl, signerHost = "127.0.0.1", signerPort, signerTokenFile } = context.config.values;
  if (signerPort === undefined) {
    const address = signerUrl === undefined ? { socket: defaultSocket(home) } : parseSignerAddress(signerUrl);
    if ("socket" in address) return { at: { socket: checkedSocket(address.socket) } };
    throw new AffineError(
      "config_invalid",
      "SIGNER_URL says where the validator finds this signer, not where to listen.",
      {
        hint: "Set SIGNER_PORT (and SIGNER_HOST) to listen on TCP, or SIGNER_URL=unix:PATH for a socket.",
      },
    );
  }
  if (signerTokenFile === undefined) {
    throw new AffineError("credentials_missing", "A signer on TCP needs a token.", {
      hint: "Make one with `openssl rand -hex 32 > signer.token` and set SIGNER_TOKEN_FILE here and for the validator.",
    });
  }
  return { at: { host: signerHost, port: signerPort }, token: await tokenOf(context, signerTokenFile) };
}

import { defaultWalletFolder } from "../../config/index.ts";
import type { CommandContext } from "../context.ts";
import { checkDisk, checkDotenv, checkMachine, checkNode, checkSecrecy } from "../doctor/check-machine.ts";
import { checkChain, checkInference } from "../doctor/check-network.ts";
import { checkHost, checkHub, checkSandbox } from "../doctor/check-services.ts";
import { checkProxy } from "../doctor/check-proxy.ts";
import { checkSigner } from "../doctor/check-signer.ts";
import { checkStore } from "../doctor/check-store.ts";
import { checkWallet } from "../doctor/check-wallet.ts";
import { hotkeyAddress } from "../doctor/hotkey-address.ts";
import { ok, type Finding } from "../doctor/finding.ts";
import { printJson, printLine } from "../output.ts";
import { hanging } from "../wrap.ts";

export async function examine(context: CommandContext): Promise<void> {
  const { values } = context.config;
  const network = await context.network();
  const folder = network.walletDir ?? defaultWalletFolder(process.env);
  const name = { folder, coldkey: values.coldkey ?? "default", hotkey: values.hotkey ?? "default" };
  const findings: Finding[] = [
    checkNode(process.version),
    checkMachine(),
    await checkDisk(network.home),
    checkDotenv(context.cwd),
    ...checkSecrecy(context.cwd),
    ...checkProxy(process.env),
    ok("network", `${network.endpoint}, subnet ${network.netuid}: ${network.why}`),
    ...(await checkChain(network, await hotkeyAddress(context, network, name))),
    await checkInference(network, values.chutesApiKey !== undefined),
    await checkHost(context.config, network),
    await checkHub(context.config, network),
    await checkSandbox(),
    await checkWallet(name),
    ...(await checkSigner(context, network)),
    ...(await checkStore(context.config)),
  ];
  if (context.json) await printJson({ findings });
  else for (const finding of findings) await printFinding(finding);
  if (findings.some((finding) => finding.state === "problem")) process.exitCode = 1;
}

async function printFinding({ check, state, found, advice }: Finding): Promise<void> {
  const mark = { ok: "ok  ", warning: "note", problem: "BAD " }[state];
  await printLine(hanging(`${mark}  ${check.padEnd(10)} `, found));
  if (advice !== "") await printLine(hanging(" ".repeat(17), advice));
}

import { defaultWalletFolder } from "../../config/index.ts";
import { errorMessage } from "../../core/index.ts";
import { hotkeyPath } from "../../wallet/index.ts";
import type { CommandContext } from "../context.ts";
import { checkContainers } from "../doctor/check-containers.ts";
import { checkDisk, checkDotenv, checkMachine, checkNode } from "../doctor/check-machine.ts";
import { checkChain, checkInference } from "../doctor/check-network.ts";
import { checkHost, checkHub, checkSandbox } from "../doctor/check-services.ts";
import { checkProxy } from "../doctor/check-proxy.ts";
import { checkSecrecy } from "../doctor/check-secrecy.ts";
import { checkSigner } from "../doctor/check-signer.ts";
import { checkStore } from "../doctor/check-store.ts";
import { checkWallet } from "../doctor/check-wallet.ts";
import { hotkeyAddress } from "../doctor/hotkey-address.ts";
import { ok, type Finding } from "../doctor/finding.ts";
import { printJson, printLine } from "../output.ts";
import { hanging } from "../wrap.ts";

export async function examine(context: CommandContext, options: { fix?: boolean } = {}): Promise<void> {
  const { values } = context.config;
  const network = await context.network();
  const folder = network.walletDir ?? defaultWalletFolder(process.env);
  const name = { folder, coldkey: values.coldkey ?? "default", hotkey: values.hotkey ?? "default" };
  const { signerTokenFile, walletPasswordFile } = values;
  const findings: Finding[] = [
    checkNode(process.version),
    checkMachine(),
    await checkDisk(network.home),
    checkDotenv(context.cwd),
    ...(await checkSecrecy({ cwd: context.cwd, signerTokenFile, walletPasswordFile })),
    ...(await checkContainers(context.cwd, [signerTokenFile, walletPasswordFile, hotkeyPath(name)])),
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
  const fixed = options.fix === true ? await fix(findings) : new Map<Finding, string>();
  const told = findings.map((finding) => ({ ...finding, fixed: fixed.get(finding) }));
  if (context.json) await printJson({ findings: told });
  else for (const finding of told) await printFinding(finding);
  if (!context.json && options.fix !== true && findings.some((finding) => finding.fix !== undefined)) {
    await printLine("`af doctor --fix` does what is marked (fix).");
  }
  if (findings.some((finding) => finding.state === "problem")) process.exitCode = 1;
}

/** Does what can be done safely; what became of each. */
async function fix(findings: readonly Finding[]): Promise<Map<Finding, string>> {
  const fixed = new Map<Finding, string>();
  for (const finding of findings) {
    if (finding.fix === undefined) continue;
    try {
      await finding.fix();
      fixed.set(finding, "done");
    } catch (error) {
      fixed.set(finding, `not done: ${errorMessage(error)}`);
    }
  }
  return fixed;
}

async function printFinding(finding: Finding & { fixed: string | undefined }): Promise<void> {
  const { check, state, found, advice, fixed } = finding;
  const mark = { ok: "ok  ", warning: "note", problem: "BAD " }[state];
  await printLine(hanging(`${mark}  ${check.padEnd(10)} `, found));
  const then = fixed === undefined ? (finding.fix === undefined ? "" : " (fix)") : `: ${fixed}`;
  if (advice !== "") await printLine(hanging(" ".repeat(17), `${advice}${then}`));
}

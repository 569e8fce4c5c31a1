import { defaultWalletFolder, type NetworkChoice } from "../../config/index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
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
import { ok, problem, type Finding } from "../doctor/finding.ts";
import { printJson, printLine } from "../output.ts";
import { networkRules } from "../validator-service.ts";
import { hanging } from "../wrap.ts";

export async function examine(context: CommandContext, options: { fix?: boolean } = {}): Promise<void> {
  const { values } = context.config;
  const { signerTokenFile, walletPasswordFile } = values;
  const findings: Finding[] = [
    checkNode(process.version),
    checkMachine(),
    checkDotenv(context.cwd),
    ...(await attempt("keys", () => checkSecrecy({ cwd: context.cwd, signerTokenFile, walletPasswordFile }))),
    ...checkProxy(process.env),
  ];
  let network: NetworkChoice | undefined;
  findings.push(
    ...(await attempt("network", async () => {
      network = await context.network();
      return [ok("network", `${network.endpoint}, subnet ${network.netuid}: ${network.why}`)];
    })),
  );
  if (network !== undefined) findings.push(...(await ofNetwork(context, network)));
  const fixed = options.fix === true ? await fix(findings) : new Map<Finding, string>();
  const told = findings.map((finding) => ({ ...finding, fixed: fixed.get(finding) }));
  if (context.json) await printJson({ findings: told });
  else for (const finding of told) await printFinding(finding);
  if (!context.json && options.fix !== true && findings.some((finding) => finding.fix !== undefined)) {
    await printLine("`af doctor --fix` does what is marked (fix).");
  }
  if (findings.some((finding) => finding.state === "problem")) process.exitCode = 1;
}

/** What can only be looked at where it is known which network is meant. */
async function ofNetwork(context: CommandContext, network: NetworkChoice): Promise<Finding[]> {
  const { values } = context.config;
  const { signerTokenFile, walletPasswordFile } = values;
  const folder = network.walletDir ?? defaultWalletFolder(process.env);
  const name = { folder, coldkey: values.coldkey ?? "default", hotkey: values.hotkey ?? "default" };
  const secrets = [signerTokenFile, walletPasswordFile, hotkeyPath(name)];
  return [
    ...(await attempt("disk", () => checkDisk(network.home))),
    ...(await attempt("rules", () => checkRules(context, network))),
    ...(await attempt("compose", () => checkContainers(context.cwd, secrets))),
    ...(await attempt("chain", async () => checkChain(network, await hotkeyAddress(context, network, name)))),
    ...(await attempt("inference", () => checkInference(network, values.chutesApiKey !== undefined))),
    ...(await attempt("host", () => checkHost(context.config, network))),
    ...(await attempt("hub", () => checkHub(context.config, network))),
    ...(await attempt("sandbox", () => checkSandbox())),
    ...(await attempt("wallet", () => checkWallet(name))),
    ...(await attempt("signer", () => checkSigner(context, network))),
    ...(await attempt("store", () => checkStore(context.config))),
  ];
}

/** What a check finds. One that fails is a finding too: the others are still told, and are needed most then. */
async function attempt(check: string, look: () => Promise<Finding | Finding[]> | Finding): Promise<Finding[]> {
  try {
    return [await look()].flat();
  } catch (thrown) {
    if (!AffineError.isInstance(thrown)) throw thrown;
    return [problem(check, thrown.message, thrown.hint ?? "")];
  }
}

/** Whether a contest can be made of the settings: its mechanism and environments. */
function checkRules(context: CommandContext, network: NetworkChoice): Finding {
  const { mechanism, environments } = networkRules(context, network);
  return ok("rules", `${mechanism}, ${environments.map(({ name }) => name).join(", ")}`);
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

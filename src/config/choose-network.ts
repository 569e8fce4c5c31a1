import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import type { Config } from "./resolve.ts";
import { defaultDataFolder, demoDataFolder } from "./paths.ts";
import { readRunFile, type RunFile } from "./run-file.ts";

/** Blocks between two rounds on the real network, see docs/mechanism.md. */
const NETWORK_ROUND_BLOCKS = 3;
const CHUTES_URL = "https://llm.chutes.ai/v1";

export interface NetworkChoice {
  /** `finney`, `test`, `local`, or an address. */
  readonly endpoint: string;
  /** More addresses of the same network, separated by commas; the embedded chain has none. */
  readonly endpointFallback?: string | undefined;
  readonly netuid: number;
  readonly inferenceUrl: string;
  /** What serves miners' models: the localnet's own host, Chutes, or whatever AFFINE_INFERENCE_URL names. */
  readonly inferenceKind: "local" | "chutes" | "openai";
  /** Folder of the localnet's own model hub; `undefined` where models are on Hugging Face. */
  readonly hubFolder?: string | undefined;
  readonly roundBlocks: number;
  /** Whether commitments may name any address to ask: private chains only, see docs/mechanism.md (Admission). */
  readonly allowEndpoints: boolean;
  /** Data folder: records, journal, keys of a localnet. */
  readonly home: string;
  /** Wallet folder: the localnet's own accounts when one was found and none was set. */
  readonly walletDir: string | undefined;
  /** Why this one, one sentence for the log. */
  readonly why: string;
}

/**
 * Which network to use: an explicit setting, else a localnet that runs from this folder and answers, else `finney`.
 *
 * @param isAlive asks a localnet's address whether it answers.
 */
export async function chooseNetwork(
  config: Config,
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string | undefined>> },
  isAlive: (chainUrl: string) => Promise<boolean> = answersHealth,
): Promise<NetworkChoice> {
  const { values } = config;
  const localHome = values.home ?? demoDataFolder(cwd);
  const running = await findLocalnet(localHome, isAlive);
  if (values.endpoint === "embedded" && running === undefined) {
    throw new AffineError("config_invalid", "The endpoint is `embedded`, but no localnet runs from this folder.", {
      hint: "Start one with `af localnet` (or `af demo`) here, or name its folder with --home.",
    });
  }
  const explicit = values.endpoint === "embedded" ? running?.chainUrl : values.endpoint;
  const usesLocalnet = running !== undefined && (explicit === undefined || explicit === running.chainUrl);
  const found = usesLocalnet ? running : undefined;
  const endpoint = explicit ?? found?.chainUrl ?? "finney";
  return {
    endpoint,
    endpointFallback: /^https?:/.test(endpoint) ? undefined : values.endpointFallback,
    allowEndpoints: /^https?:/.test(endpoint),
    netuid: config.sources.netuid === "default" ? (found?.netuid ?? values.netuid ?? 120) : (values.netuid ?? 120),
    inferenceUrl: values.inferenceUrl ?? found?.inferenceUrl ?? CHUTES_URL,
    inferenceKind: inferenceKindOf(values.inferenceUrl, found?.inferenceUrl, config.sources.chutesApiUrl),
    hubFolder:
      found === undefined || config.sources.hfEndpoint !== "default" ? undefined : join(localHome, "localnet", "hub"),
    roundBlocks: values.roundBlocks ?? found?.roundBlocks ?? NETWORK_ROUND_BLOCKS,
    home: values.home ?? (found === undefined ? defaultDataFolder(env) : localHome),
    walletDir: values.walletDir ?? found?.walletDir,
    why:
      explicit !== undefined
        ? `the endpoint was set by ${config.sources.endpoint}`
        : found !== undefined
          ? `a localnet runs here (process ${found.pid})`
          : "nothing was set and no localnet runs here",
  };
}

/** An address of Chutes that was set on purpose stands for Chutes also beside a localnet: a loopback one, in tests. */
function inferenceKindOf(
  set: string | undefined,
  local: string | undefined,
  chutesSource: string,
): NetworkChoice["inferenceKind"] {
  if (chutesSource !== "default") return "chutes";
  if (set !== undefined && set !== local) return isChutesUrl(set) ? "chutes" : "openai";
  return local === undefined ? "chutes" : "local";
}

function isChutesUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "chutes.ai" || hostname.endsWith(".chutes.ai");
}

async function findLocalnet(
  folder: string,
  isAlive: (chainUrl: string) => Promise<boolean>,
): Promise<RunFile | undefined> {
  const run = readRunFile(join(folder, "run.json"));
  return run !== undefined && (await isAlive(run.chainUrl)) ? run : undefined;
}

/** Whether an embedded chain answers at this address within a second. */
async function answersHealth(chainUrl: string): Promise<boolean> {
  try {
    const response = await fetch(new URL("/v1/status", chainUrl), { signal: AbortSignal.timeout(1_000) });
    return response.ok;
  } catch {
    // Nobody listens: the localnet has ended without removing its file. That is an answer, not a failure.
    return false;
  }
}

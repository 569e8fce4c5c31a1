import { existsSync } from "node:fs";
import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import { pause, processIsAlive, processStartedAtMs } from "../io/index.ts";
import type { Config } from "./resolve.ts";
import { defaultDataFolder, demoDataFolder } from "./paths.ts";
import { readRunFile, type RunFile } from "./run-file.ts";

/** Blocks between two rounds on the real network, see docs/mechanism.md. */
const NETWORK_ROUND_BLOCKS = 3;
/** Endpoints that must agree where AFFINE_TRUST says no number. */
const AGREEING_ENDPOINTS = 2;
/** A busy machine may take some seconds for an answer; a process that is stopped never answers. */
const ANSWER_TRIES = 5;
const ANSWER_PAUSE_MS = 300;
/** Times of births are known to a second or so. */
const BIRTH_SLACK_MS = 5_000;
const CHUTES_URL = "https://llm.chutes.ai/v1";

export interface NetworkChoice {
  /** `finney`, `test`, `local`, or an address. */
  readonly endpoint: string;
  /** More addresses of the same network, separated by commas; the embedded chain has none. */
  readonly endpointFallback?: string | undefined;
  /** Endpoints that must agree on final blocks, whose state then proves what is read; left out, the endpoint is believed. */
  readonly proofs?: number | undefined;
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
  /** Whether nobody named it: nothing was set, and no localnet runs. */
  readonly isFallback: boolean;
  /** Whether it was not named although a localnet was run in this folder, which is not there now. */
  readonly missesLocalnet: boolean;
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
  const wanted = values.endpoint;
  const running = await findLocalnet(localHome, wanted, isAlive);
  if (values.endpoint === "embedded" && running === undefined) {
    throw new AffineError("config_invalid", "The endpoint is `embedded`, but no localnet runs from this folder.", {
      hint: "Start one with `af localnet` (or `af demo`) here, or name its folder with --home.",
    });
  }
  const explicit = values.endpoint === "embedded" ? running?.chainUrl : values.endpoint;
  const usesLocalnet = running !== undefined && (explicit === undefined || explicit === running.chainUrl);
  const found = usesLocalnet ? running : undefined;
  const endpoint = explicit ?? found?.chainUrl ?? "finney";
  const isFallback = explicit === undefined && found === undefined;
  const missesLocalnet = isFallback && existsSync(join(localHome, "localnet"));
  return {
    endpoint,
    endpointFallback: /^https?:/.test(endpoint) ? undefined : values.endpointFallback,
    proofs: agreeingEndpoints(values.trust),
    allowEndpoints: /^https?:/.test(endpoint),
    netuid: config.sources.netuid === "default" ? (found?.netuid ?? values.netuid ?? 120) : (values.netuid ?? 120),
    inferenceUrl: values.inferenceUrl ?? found?.inferenceUrl ?? CHUTES_URL,
    inferenceKind: inferenceKindOf(values.inferenceUrl, found?.inferenceUrl, config.sources.chutesApiUrl),
    hubFolder:
      found === undefined || config.sources.hfEndpoint !== "default" ? undefined : join(localHome, "localnet", "hub"),
    roundBlocks: values.roundBlocks ?? found?.roundBlocks ?? NETWORK_ROUND_BLOCKS,
    home: values.home ?? (found === undefined ? defaultDataFolder(env) : localHome),
    walletDir: values.walletDir ?? found?.walletDir,
    isFallback,
    missesLocalnet,
    why:
      explicit !== undefined
        ? `the endpoint was set by ${config.sources.endpoint}`
        : found !== undefined
          ? `a localnet runs here (process ${found.pid})`
          : missesLocalnet
            ? "nothing was set, and no localnet answers here, though one was run in this folder"
            : "nothing was set, and no localnet answers here",
  };
}

/** How many endpoints must agree, out of `proofs` or `proofs:3`; undefined for `endpoint`. */
function agreeingEndpoints(trust = "endpoint"): number | undefined {
  if (trust === "endpoint") return undefined;
  return Number(trust.split(":")[1] ?? AGREEING_ENDPOINTS);
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

/**
 * The localnet of a folder; `undefined` when its process has ended, or another network was asked for.
 *
 * @throws AffineError `chain_transport` when it lives and does not answer: whoever runs one there means no other network
 */
async function findLocalnet(
  folder: string,
  wanted: string | undefined,
  isAlive: (chainUrl: string) => Promise<boolean>,
): Promise<RunFile | undefined> {
  const file = join(folder, "run.json");
  const run = readRunFile(file);
  if (run === undefined || ![undefined, "embedded", run.chainUrl].includes(wanted)) return undefined;
  for (let tries = 1; ; tries += 1) {
    if (await isAlive(run.chainUrl)) return run;
    if (!isItsProcess(run)) return undefined;
    if (tries === ANSWER_TRIES) break;
    await pause(ANSWER_PAUSE_MS);
  }
  throw new AffineError("chain_transport", `A localnet of this folder (process ${run.pid}) does not answer.`, {
    hint:
      `It may be busy or stopped: try again, or end it. To use another network set SUBTENSOR_ENDPOINT (finney, say); ` +
      `if process ${run.pid} is no localnet, delete ${file}.`,
    retryable: true,
    details: { pid: run.pid, chainUrl: run.chainUrl },
  });
}

/** Whether the process that a run file names still runs, and not a later one of the same number. */
function isItsProcess({ pid, startedAtMs }: RunFile): boolean {
  if (!processIsAlive(pid)) return false;
  const bornMs = processStartedAtMs(pid);
  return bornMs === undefined || bornMs <= startedAtMs + BIRTH_SLACK_MS;
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

/**
 * Pushes a model until it is killed: by itself at the n-th passing of a point. Started by the push tests with one JSON
 * argument; says on stdout what came of it.
 */
import { writeSync } from "node:fs";
import { connectLocalChain } from "../../src/chain/index.ts";
import { HuggingFaceHub } from "../../src/hub/index.ts";
import { DEFAULT_ADMISSION_LIMITS } from "../../src/inspection/index.ts";
import { modelToPush, planPush, pushModel, type PushOptions, type PushPoint } from "../../src/miner/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { FileHost } from "./file-host.ts";
import { peakRssBytes } from "./peak-rss.ts";

export interface PushChildPlan {
  readonly endpoint: string;
  readonly chainUrl: string;
  readonly keyUri: string;
  readonly dir: string;
  readonly home: string;
  readonly hostFile: string;
  readonly killAt?: { readonly point: PushPoint; readonly passing: number };
}

const plan = JSON.parse(process.argv[2] ?? "{}") as PushChildPlan;
let passings = 0;
const onPoint = (point: PushPoint): void => {
  if (point !== plan.killAt?.point) return;
  passings += 1;
  if (passings === plan.killAt.passing) process.kill(process.pid, "SIGKILL");
};
const chain = connectLocalChain(plan.chainUrl);
const key = keyFromUri(plan.keyUri);
const options: PushOptions = {
  source: { kind: "folder", dir: plan.dir },
  chain,
  netuid: 120,
  key,
  hub: new HuggingFaceHub({ endpoint: plan.endpoint, token: "hf_miner", retry: { baseDelayMs: 1 } }),
  host: new FileHost(plan.hostFile, plan.endpoint),
  home: plan.home,
  limits: DEFAULT_ADMISSION_LIMITS,
  allowEndpoints: true,
  endpoint: "http://127.0.0.1:1/v1",
  registerWith: key.address,
  warmUpTimeoutMs: 1_000,
  onPoint,
};
const model = await modelToPush(options);
onPoint("model.hashed");
const planned = await planPush(options, model);
onPoint("plan.made");
const pushed = await pushModel(planned, options);
await chain.close();
writeSync(1, `${JSON.stringify({ repo: pushed.repo, revision: pushed.revision, highestRss: peakRssBytes() })}\n`);

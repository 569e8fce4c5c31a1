/**
 * Pulls a model until it is killed: by itself at the n-th passing of a point. Started by the pull tests with one JSON
 * argument; says on stdout how much it fetched.
 */
import { writeSync } from "node:fs";
import { HuggingFaceHub } from "../../src/hub/index.ts";
import { pullModel, type PullPoint } from "../../src/miner/index.ts";
import { peakRssBytes } from "./peak-rss.ts";

export interface PullChildPlan {
  readonly endpoint: string;
  readonly repo: string;
  readonly dir: string;
  readonly segmentBytes: number;
  readonly killAt?: { readonly point: PullPoint; readonly passing: number };
}

const plan = JSON.parse(process.argv[2] ?? "{}") as PullChildPlan;
let passings = 0;
const pulled = await pullModel({
  hub: new HuggingFaceHub({ endpoint: plan.endpoint, token: "hf_miner", retry: { baseDelayMs: 1 } }),
  repo: plan.repo,
  dir: plan.dir,
  segmentBytes: plan.segmentBytes,
  pauseMs: 1,
  onPoint(point) {
    if (point !== plan.killAt?.point) return;
    passings += 1;
    if (passings === plan.killAt.passing) process.kill(process.pid, "SIGKILL");
  },
});
writeSync(
  1,
  `${JSON.stringify({ fetchedBytes: pulled.fetchedBytes, identity: pulled.identity?.id, highestRss: peakRssBytes() })}\n`,
);

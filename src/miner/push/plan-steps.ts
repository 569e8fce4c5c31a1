import { parseCommitment } from "../../roster/index.ts";
import { formatBytes } from "../../telemetry/index.ts";
import { textOf, type PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";

/** A step of a plan, for people and for `--json`. */
export interface PlanStep {
  readonly step: "model" | "register" | "create" | "upload" | "commit" | "publish" | "deploy" | "warm up";
  readonly what: string;
  /** An earlier run, or somebody, has done it already. */
  readonly done: boolean;
}

/** What will be done, in this order. */
export function planSteps(plan: PushPlan, { host, netuid, warmUpTimeoutMs }: PushOptions): PlanStep[] {
  const { model, found, upload, repo, size, place } = plan;
  const { identity } = model;
  const weights = `${identity.weights.length} weight files, ${formatBytes(model.weightBytes)}`;
  const deployed = place.chute_id === undefined ? "" : ` as ${place.chute_id}`;
  const steps: PlanStep[] = [
    { step: "model", what: `${weights}, identity ${identity.id}`, done: true },
    registration(plan, netuid),
    creation(plan),
    uploading(plan),
    commitment(plan, netuid),
    {
      step: "publish",
      what: `make ${repo} public, once the reveal can be read`,
      done: found?.private === false && upload.length === 0,
    },
  ];
  if (host.name === "openai") {
    return [...steps, { step: "deploy", what: `yours to do: serve ${repo} at ${place.endpoint ?? ""}`, done: false }];
  }
  return [
    ...steps,
    { step: "deploy", what: `on ${host.name}${deployed}, ${size.gpus} x ${size.minVramGb} GB`, done: false },
    { step: "warm up", what: `until it answers, ${Math.round(warmUpTimeoutMs / 60_000)} minutes at most`, done: false },
  ];
}

/** Things to know before going on. */
export function planNotes({ model, earlier }: PushPlan): string[] {
  const notes = earlier.map(
    ({ hotkey, block }) => `${hotkey} committed this very model in block ${block}: the earlier one counts`,
  );
  if (model.kind === "folder" && model.leftOut.length > 0) {
    notes.push(`hidden files are no part of the model and stay here: ${model.leftOut.slice(0, 5).join(", ")}`);
  }
  return notes;
}

function registration({ uid }: PushPlan, netuid: number): PlanStep {
  if (uid !== undefined) return { step: "register", what: `uid ${uid} of subnet ${netuid}`, done: true };
  return { step: "register", what: `the hotkey in subnet ${netuid}, free on this network`, done: false };
}

function creation({ repo, found }: PushPlan): PlanStep {
  if (found === undefined) return { step: "create", what: `${repo}, private`, done: false };
  return { step: "create", what: `${repo} is there, ${found.private ? "private" : "public"}`, done: true };
}

function uploading({ model, upload, remove, repo }: PushPlan): PlanStep {
  if (model.kind === "repository")
    return { step: "upload", what: `${repo} has it at ${model.found.revision}`, done: true };
  const total = model.files.length;
  if (upload.length + remove.length === 0) return { step: "upload", what: `all ${total} files are there`, done: true };
  const bytes = formatBytes(upload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const gone = remove.length === 0 ? "" : `, remove ${remove.length} others`;
  return { step: "upload", what: `${upload.length} of ${total} files, ${bytes}${gone}`, done: false };
}

function commitment({ model, repo, place, present }: PushPlan, netuid: number): PlanStep {
  const before = present === undefined ? undefined : parseCommitment(present.text).commitment;
  if (before?.model === repo && before.identity === model.identity.id && present !== undefined) {
    return { step: "commit", what: `revealed in block ${present.block}: ${present.text}`, done: true };
  }
  const text = textOf({ model: repo, revision: "<that of the upload>", ...place, identity: model.identity.id });
  const instead = present === undefined ? "" : `, instead of what block ${present.block} revealed`;
  return { step: "commit", what: `in subnet ${netuid}, timelocked${instead}: ${text}`, done: false };
}

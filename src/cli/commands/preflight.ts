import { randomBytes } from "node:crypto";
import type { NetworkChoice } from "../../config/index.ts";
import { AffineError, opening } from "../../core/index.ts";
import { SCRIPTED_ARCHITECTURE } from "../../localnet/index.ts";
import { evalSettings, summarise, type EvalSummary } from "../../miner/eval/index.ts";
import { skipped, type Check } from "../../miner/preflight/index.ts";
import type { CommandContext } from "../context.ts";
import { chosenModel, keyFor } from "../evaluation/chosen-model.ts";
import { evaluateModel } from "../evaluation/evaluate-model.ts";
import { scoreTable, unscoredLines } from "../evaluation/score-table.ts";
import { printJson, printLine } from "../output.ts";
import { chanceAgainst, type Chance } from "../preflight/chance.ts";
import { presentChampion } from "../preflight/present-champion.ts";
import { runChecks, type CheckTargets } from "../preflight/run-checks.ts";
import { serveScripted } from "../preflight/serve-folder.ts";
import { networkRules } from "../validator-service.ts";
import { hanging, wrap } from "../wrap.ts";
import { say } from "../../telemetry/index.ts";

interface PreflightFlags extends CheckTargets {
  readonly baseUrl?: string;
  readonly model?: string;
  readonly count: number;
  readonly concurrency: number;
  readonly seed?: string;
  readonly score: boolean;
  readonly statusUrl?: string;
}

export async function preflight(context: CommandContext, flags: PreflightFlags): Promise<void> {
  if ([flags.modelPath, flags.repo, flags.uid, flags.baseUrl].every((target) => target === undefined)) {
    throw new AffineError("usage", "There is nothing to look at.", {
      hint: "Give --model_path DIR, --repo OWNER/NAME, --uid UID or --base-url URL.",
    });
  }
  const network = await context.network();
  const { checks, architecture } = await runChecks(context, network, flags);
  if (!context.json) for (const check of checks) await printCheck(check);
  const broken = checks.filter(({ state }) => state === "failed");
  // What would not be admitted need not be scored: the answers cost money.
  const scored = broken.length > 0 || !flags.score ? undefined : await score(context, network, flags, architecture);
  if (scored !== undefined && "state" in scored) {
    if (!context.json) await printCheck(scored);
  } else if (scored !== undefined && !context.json) {
    await printLine(`\n${scoreTable(scored.summary)}`);
    for (const line of unscoredLines(scored.summary)) say(line);
    for (const line of scored.chance.lines) await printLine(wrap(line));
  }
  if (context.json) await printJson(documentOf(checks, scored));
  if (broken.length === 0) return;
  const names = broken.map(({ check }) => check).join(", ");
  throw new AffineError("preflight_failed", `This model would not be admitted: ${names}.`, {
    hint: broken[0]?.advice ?? "",
    details: { failed: broken.map(({ check, reason }) => ({ check, reason: reason ?? null })) },
  });
}

interface Scored {
  readonly seed: string;
  readonly summary: EvalSummary;
  readonly chance: Chance;
}

/** Asks the model what validators would ask it, as they would. */
async function score(
  context: CommandContext,
  network: NetworkChoice,
  flags: PreflightFlags,
  architecture: string | null,
): Promise<Scored | Check> {
  return opening(async (closing) => {
    const served = await servedAt(context, flags, architecture);
    if ("state" in served) return served;
    closing.add(served.close);
    const rules = networkRules(context, network);
    const settings = evalSettings({
      seed: flags.seed ?? randomBytes(8).toString("hex"),
      model: served.model,
      baseUrl: served.baseUrl,
      environments: rules.environments,
      request: rules.request,
    });
    const { count, concurrency } = flags;
    const apiKey = keyFor(context, served.baseUrl);
    const answers = await evaluateModel(context, { settings, count, concurrency, apiKey, cutOffsCount: true });
    const summary = summarise(
      settings.environments.map(({ name }) => name),
      answers,
    );
    const found = await presentChampion(context, network, rules, flags.statusUrl);
    const chance = chanceAgainst(found, summary, rules, settings.seed);
    await closing.close();
    return { seed: settings.seed, summary, chance };
  });
}

interface Served {
  readonly baseUrl: string;
  readonly model: string;
  readonly close: () => Promise<void>;
}

async function servedAt(
  context: CommandContext,
  { baseUrl, model, modelPath }: PreflightFlags,
  architecture: string | null,
): Promise<Served | Check> {
  if (baseUrl !== undefined) {
    return { baseUrl, model: await chosenModel(context, baseUrl, model), close: () => Promise.resolve() };
  }
  if (modelPath !== undefined && architecture === SCRIPTED_ARCHITECTURE) {
    const { host, model: name } = await serveScripted(modelPath);
    return { baseUrl: host.baseUrl, model: name, close: () => host.close() };
  }
  return skipped("score", "nothing serves the model", "Serve it (vllm serve DIR) and add --base-url URL.");
}

async function printCheck({ check, state, found, advice }: Check): Promise<void> {
  const mark = { ok: "ok  ", failed: "BAD ", skipped: "-   " }[state];
  await printLine(hanging(`${mark}  ${check.padEnd(10)} `, found));
  if (advice !== "") await printLine(hanging(" ".repeat(17), advice));
}

function documentOf(checks: readonly Check[], scored: Scored | Check | undefined) {
  const all = scored !== undefined && "state" in scored ? [...checks, scored] : checks;
  const scores = scored === undefined || "state" in scored ? null : scored;
  return {
    ok: all.every(({ state }) => state !== "failed"),
    checks: all,
    seed: scores?.seed ?? null,
    scores: scores?.summary ?? null,
    champion: scores?.chance.against ?? null,
    chance: scores?.chance.chance ?? null,
    notes: scores?.chance.lines ?? [],
  };
}

import type { V1Hotkey, V1IgnoredReason, V1Input, V1Result } from "./types.ts";

/** Running counts of one hotkey; arrays are per environment in the order given. */
export interface Tally {
  readonly uid: number;
  readonly hotkey: string;
  model: string | null;
  revision: string | null;
  firstBlock: number | null;
  readonly n: number[];
  /** Sums of doubles, in the order of the results. */
  readonly sum: number[];
  readonly sumThousandths: number[];
}

const NAME_PREFIX = "affine";

/** The part after the first "/", or all of it where there is none. */
function repositoryName(model: string): string {
  return model.slice(model.indexOf("/") + 1);
}

/** Rules 1 and 2: who counts, and the counts since the last change of model or revision. */
export function tallyResults({ results, hotkeys, envs }: V1Input): {
  tallies: Tally[];
  ignored: Map<V1IgnoredReason, number>;
} {
  const tallies = hotkeys.map((neuron) => emptyTally(neuron, envs.length));
  const byHotkey = new Map<string, Tally>();
  for (const tally of tallies) if (!byHotkey.has(tally.hotkey)) byHotkey.set(tally.hotkey, tally);
  const envIndex = new Map(envs.map((env, index) => [env, index]));
  const ignored = new Map<V1IgnoredReason, number>();
  for (const result of results) {
    const reason = count(result, byHotkey, envIndex);
    if (reason !== null) ignored.set(reason, (ignored.get(reason) ?? 0) + 1);
  }
  return { tallies, ignored };
}

function emptyTally(neuron: V1Hotkey, environments: number): Tally {
  const zeros = (): number[] => new Array<number>(environments).fill(0);
  const { uid, hotkey } = neuron;
  return {
    uid,
    hotkey,
    model: null,
    revision: null,
    firstBlock: null,
    n: zeros(),
    sum: zeros(),
    sumThousandths: zeros(),
  };
}

function count(
  result: V1Result,
  byHotkey: ReadonlyMap<string, Tally>,
  envIndex: ReadonlyMap<string, number>,
): V1IgnoredReason | null {
  if (!isWellFormed(result)) return "malformed";
  const env = envIndex.get(result.env);
  if (env === undefined) return "unknown_environment";
  if (!Number.isInteger(result.score) || result.score < 0 || result.score > 1000) return "score_out_of_range";
  const tally = byHotkey.get(result.hotkey);
  if (tally === undefined) return "not_in_metagraph";
  if (tally.uid !== 0 && !repositoryName(result.model).toLowerCase().startsWith(NAME_PREFIX)) return "model_name";
  if (tally.model !== result.model || tally.revision !== result.revision) restart(tally, result);
  tally.n[env] = (tally.n[env] ?? 0) + 1;
  tally.sum[env] = (tally.sum[env] ?? 0) + result.score / 1000;
  tally.sumThousandths[env] = (tally.sumThousandths[env] ?? 0) + result.score;
  return null;
}

function restart(tally: Tally, result: V1Result): void {
  tally.model = result.model;
  tally.revision = result.revision;
  tally.firstBlock = tally.uid === 0 ? 0 : result.commitBlock;
  tally.n.fill(0);
  tally.sum.fill(0);
  tally.sumThousandths.fill(0);
}

/** The types say so already; records come from strangers, and one of them must not stop a decision. */
function isWellFormed(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  const { hotkey, model, revision, env, commitBlock } = result as Record<string, unknown>;
  return (
    [hotkey, model, revision, env].every((field) => typeof field === "string") &&
    Number.isSafeInteger(commitBlock) &&
    (commitBlock as number) >= 0
  );
}

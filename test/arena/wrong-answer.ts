import type { EpisodeStart } from "../../src/envs/episode/episode.ts";
import { challengeFromId, environment } from "../../src/envs/index.ts";
import type { RepairState } from "../../src/envs/repair/repair-state.ts";
import { act, editTurn } from "../../src/envs/repair/study/read-history.ts";

/** Other questions whose right answers are tried. */
const TRIES = 20;

/**
 * An answer that can be read and is wrong, so that there is something to say of it: the right one turned around, or the
 * right one of another question.
 *
 * @returns its turns: one, but for environments of many
 */
export async function wrongAnswer(id: string): Promise<readonly string[]> {
  const challenge = challengeFromId(id);
  const { env, params, seed } = challenge;
  const asked = environment(env);
  const oracle = (of: string): string | readonly string[] => asked.study?.oracle(asked.generate(params, of)) ?? "";
  const right = oracle(seed);
  if (env === "REPAIR") return wrongRepair(asked.generate(params, seed).secret as EpisodeStart<RepairState>);
  if (challenge.episode !== null) {
    const turns: string[] = [];
    while (challenge.episode.replay(turns).verdict === null) turns.push("<action>nothing</action>");
    return turns;
  }
  if (typeof right !== "string") throw new Error(`${env} has many turns and no episode.`);
  const turned = TURNED[env]?.(right);
  if (turned !== undefined) return [turned];
  if (challenge.env === "DED" || challenge.env === "INDUCE") {
    return ["```python\nprint(0)\n```"];
  }
  for (let at = 0; at < TRIES; at += 1) {
    const other = oracle(`${seed} other ${at}`) as string;
    const { thousandths, reason } = await challenge.evaluate(other);
    if (thousandths === 0 && !reason.startsWith("bad") && !reason.startsWith("invalid")) return [other];
  }
  return [oracle(`${seed} other`) as string];
}

/** An episode as a model has one that edits without having found anything: looked, edited, tried, handed in. */
function wrongRepair({ state: { code } }: EpisodeStart<RepairState>): readonly string[] {
  const [path = "", text = ""] = Object.entries(code).at(-1) ?? [];
  const first = text.split("\n", 1)[0] ?? "";
  return [act(`read ${path}`), editTurn(path, first, `${first}\n# looked at`), act("run"), act("submit")];
}

const TURNED: Readonly<Record<string, (right: string) => string>> = {
  SAT: (right) => right.replace(/-?\d+/g, (literal) => (literal.startsWith("-") ? literal.slice(1) : `-${literal}`)),
  TRACK: (right) => right.replace(/(-?\d+)(?!.*\d)/s, (value) => String(Number(value) + 1)),
  // One item alone is allowed, and worth less than what greedy ways reach.
  OPT: (right) => right.replace(/(<answer>\s*[a-z]+)[^]*(<\/answer>)/, "$1$2"),
};

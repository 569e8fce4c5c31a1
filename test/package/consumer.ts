/**
 * The public face as a stranger's program sees it, by types: `npm run typecheck` compiles it against this checkout, and
 * installed.ci.test.ts against the installed package, without the types of Node.
 */
/* eslint-disable @typescript-eslint/no-unused-vars, @typescript-eslint/no-unnecessary-type-parameters, @typescript-eslint/consistent-type-imports -- values stand here for their types */
import * as af from "affine";
import { environment, makeChallenge, type Card } from "affine/environments";
import { decideV1, mechanism, type V1Decision } from "affine/mechanism";
import { openStoreForReading, readShards, type RolloutRecord, type ShardRecord } from "affine/records";
import { verify, type AuditReport } from "affine/verify";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where the two types are the same. */
export const same = <A, B>(..._: Same<A, B> extends true ? [] : [never]): void => undefined;

export async function network(): Promise<void> {
  const miners = await af.getMiners();
  same<typeof miners, ReadonlyMap<number, af.Miner>>();
  const miner = await af.getMiners(5);
  same<typeof miner, af.Miner>();
  const answer = await af.query("2 + 2?", { model: miner.model });
  same<typeof answer, af.Answer>();
  for await (const rollout of af.rollouts(100)) same<typeof rollout, af.Rollout>();
  // @ts-expect-error -- a model has to be named
  await af.query("2 + 2?", {});
  // @ts-expect-error -- a uid is a number
  await af.getMiner("5");

  const own = af.createAffine({ network: "test", home: "./data", netuid: 7 });
  same<typeof own, af.Affine>();
  same<Awaited<ReturnType<typeof own.getMiner>>, af.Miner>();
  same<Awaited<ReturnType<typeof own.verify>>, AuditReport>();
  await own.close();
  // @ts-expect-error -- there is no such option
  af.createAffine({ chain: "test" });
}

export async function questions(): Promise<void> {
  const challenge = await af.SAT({ level: 3 }).generate({ seed: "1" });
  const evaluation = await challenge.evaluate("<answer>1</answer>");
  same<typeof evaluation.score, number>();
  same<typeof challenge.prompt, string>();
  const again = makeChallenge(environment("SAT"), { seed: "1" });
  same<typeof again.id, string>();
  // @ts-expect-error -- levels are numbers
  af.SAT({ level: "3" });
  const { stdout } = await af.python.run(new Uint8Array([112]), { stdin: "x" });
  same<typeof stdout, string>();
}

export async function records(): Promise<number> {
  const store = await openStoreForReading("https://records.example.org");
  let scored = 0;
  for await (const found of readShards(store, { netuid: 120, hotkey: "5F" })) {
    if (found.kind === "problem") continue;
    same<typeof found.record, ShardRecord>();
    if (found.record.kind === "rollout") {
      same<typeof found.record, RolloutRecord>();
      scored += found.record.score;
    }
  }
  return scored;
}

export async function verdicts(): Promise<string> {
  const { verdict } = await verify({ network: "finney", stores: ["./data"], share: 0.1 });
  same<ReturnType<typeof decideV1>, V1Decision>();
  same<ReturnType<typeof mechanism>["name"], "affine-v1" | "affine-v2">();
  return verdict;
}

export function isAffine(thrown: unknown): af.ErrorCode | undefined {
  return af.AffineError.isInstance(thrown) ? thrown.code : undefined;
}

export function bars(card: Card): number {
  return card.facts.bars.length;
}

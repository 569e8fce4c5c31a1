import { printable } from "../../io/index.ts";
import { adviceFor } from "../../roster/index.ts";
import type { Contest, Status } from "../../serve/index.ts";
import type { MinerReport } from "../miners/miner-report.ts";
import { hanging } from "../wrap.ts";

/** What a validator says of a key. */
export interface ShownKey extends Pick<
  MinerReport,
  "uid" | "hotkey" | "model" | "revision" | "state" | "reason" | "detail"
> {
  readonly crowns: readonly Contest["crowns"][number][];
}

/** A key by what the status says of it; `undefined` where it says nothing. */
export function keyOf(uid: number, { contest, leaderboard, leftOut }: Status): ShownKey | undefined {
  const isOne = (of: { readonly uid: number } | null | undefined): boolean => of?.uid === uid;
  const champion = isOne(contest?.champion) ? contest?.champion : undefined;
  const challenger = contest?.challengers.filter(isOne).toSorted((a, b) => b.committedBlock - a.committedBlock)[0];
  const outside = contest?.outside.find(isOne);
  const refused = leftOut.find(isOne);
  const row = leaderboard.find(isOne);
  const known = champion ?? challenger ?? outside ?? refused ?? row;
  if (known === undefined) return undefined;
  const named = champion ?? challenger ?? row;
  const fault = champion === undefined && challenger === undefined ? (outside ?? refused) : undefined;
  const state = champion !== undefined ? "champion" : (challenger?.state ?? outside?.state);
  return {
    uid,
    hotkey: known.hotkey,
    model: named?.model ?? outside?.model ?? null,
    revision: named?.revision ?? null,
    state: state ?? (refused === undefined ? "competes" : "refused"),
    reason: fault?.reason ?? challenger?.reason ?? null,
    detail: fault?.detail ?? null,
    // A key may have changed hands: what its present hotkey won.
    crowns: contest?.crowns.filter(({ hotkey }) => hotkey === known.hotkey) ?? [],
  };
}

/** A key in words, 80 columns wide. */
export function drawKey({ uid, hotkey, model, revision, state, reason, detail, crowns }: ShownKey): string[] {
  const advice = reason === null ? "" : adviceFor(reason);
  return [
    `uid ${uid}  ${hotkey}`,
    ...(model === null ? [] : [`model     ${printable(model, 70)}`]),
    ...(revision === null ? [] : [`revision  ${printable(revision, 70)}`]),
    `state     ${state}${reason === null ? "" : `: ${reason.replaceAll("_", " ")}`}`,
    ...(detail === null ? [] : [hanging("because   ", detail)]),
    ...(advice === "" ? [] : [hanging("do        ", advice)]),
    ...crowns.map(({ block, rounds, byTest, gainBp }) => {
      const how = byTest ? `better by ${(gainBp / 100).toFixed(1)} points at least` : "nobody reigned before";
      return hanging("crown     ", `at block ${block}, after ${rounds} rounds: ${how} (af show block:${block})`);
    }),
  ];
}

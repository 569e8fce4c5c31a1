import type { Miner } from "../../core/index.ts";
import { adviceFor, type LeftOut } from "../../roster/index.ts";
import type { Challenger, Contest } from "../../serve/index.ts";

/** What is known of one key: on chain, and in the contest. */
export interface MinerReport {
  readonly uid: number;
  readonly hotkey: string;
  readonly model: string | null;
  readonly revision: string | null;
  /** `champion`, a state of its test, `waits`, `refused`, or `competes` where the contest is not known. */
  readonly state: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly advice: string | null;
  /** Place among those that wait for a test, from 1. */
  readonly queuePlace: number | null;
  readonly challenger: Challenger | null;
  readonly champion: Contest["champion"];
}

/** Puts together what the chain and the contest say of a key. */
export function minerReport(
  entry:
    { readonly miner: Miner; readonly leftOut?: undefined } | { readonly leftOut: LeftOut; readonly miner?: undefined },
  contest: Contest | undefined,
): MinerReport {
  const { uid, hotkey } = entry.miner ?? entry.leftOut;
  const champion = contest?.champion?.hotkey === hotkey ? contest.champion : null;
  const challenger = newestOf(contest, hotkey);
  const outside = contest?.outside.find((one) => one.hotkey === hotkey);
  const fault = entry.leftOut ?? (champion === null && challenger === null ? outside : undefined);
  const reason = fault?.reason ?? challenger?.reason ?? null;
  const advice = reason === null ? "" : adviceFor(reason);
  return {
    uid,
    hotkey,
    model: entry.miner?.model ?? outside?.model ?? null,
    revision: entry.miner?.revision ?? null,
    state: stateOf({ champion: champion !== null, challenger, outside, refused: entry.leftOut !== undefined }),
    reason,
    detail: fault?.detail ?? null,
    advice: advice === "" ? null : advice,
    queuePlace: queuePlace(contest, challenger),
    challenger,
    champion,
  };
}

function stateOf(of: {
  readonly champion: boolean;
  readonly challenger: Challenger | null;
  readonly outside: Contest["outside"][number] | undefined;
  readonly refused: boolean;
}): string {
  if (of.champion) return "champion";
  if (of.refused) return "refused";
  return of.challenger?.state ?? of.outside?.state ?? "competes";
}

/** Of several models of one key the one committed last. */
function newestOf(contest: Contest | undefined, hotkey: string): Challenger | null {
  const own = contest?.challengers.filter((one) => one.hotkey === hotkey) ?? [];
  return own.toSorted((a, b) => b.committedBlock - a.committedBlock)[0] ?? null;
}

function queuePlace(contest: Contest | undefined, challenger: Challenger | null): number | null {
  if (contest === undefined || challenger?.state !== "queued") return null;
  const queue = contest.challengers.filter(({ state }) => state === "queued");
  const place = queue.toSorted((a, b) => a.committedBlock - b.committedBlock).indexOf(challenger);
  return place + 1;
}

import { kinds, need } from "../../core/index.ts";
import { V2_CONSTANTS } from "./constants.ts";

/** A crown that was won. */
export interface Crown {
  readonly hotkey: string;
  /** Block at which it took effect. */
  readonly block: number;
  /** Lower 95% bound of the mean gain at crowning, basis points; 0 for a first champion. */
  readonly gainBp: number;
  /** Rounds that counted in the test, or in the qualification, that it won. */
  readonly rounds?: number;
  /** A first champion qualified; a successor followed on a vacant throne and has proven no gain. */
  readonly how?: "test" | "qualification" | "succession";
}

/** How emission is paid: all to the champion, or mostly over recent crowns in proportion to their gain. */
export type Payment = "champion" | "bounty";

export interface PaymentInput {
  readonly champion: string | null;
  /** Whether the champion answers too little to be paid: its part is burnt. */
  readonly unpaid?: boolean;
  readonly crowns: readonly Crown[];
  /** Uid of a hotkey in the metagraph; `undefined` when it is not there. */
  readonly uidOf: (hotkey: string) => number | undefined;
  /** Uid whose share is burnt. */
  readonly burnUid: number;
  readonly payment: Payment;
  readonly block: number;
}

const LARGEST = 65_535;

const inputKind = kinds.shape({
  champion: kinds.orNull(kinds.text),
  unpaid: kinds.maybe(kinds.flag),
  crowns: kinds.list(kinds.shape({ hotkey: kinds.text, block: kinds.whole, gainBp: kinds.whole })),
  uidOf: kinds.call,
  burnUid: kinds.whole,
  payment: kinds.oneOf(["champion", "bounty"]),
  block: kinds.whole,
});

/**
 * Weights as the chain takes them: uid to 1..65535, the largest 65535. Without a champion everything is burnt, and so
 * is the bounty of a hotkey that has left: nobody gains by another's disappearance. Nothing reads a count of miners.
 */
export function v2Weights(input: PaymentInput): ReadonlyMap<number, number> {
  need(inputKind, input, "v2Weights", "{ champion, crowns, uidOf, burnUid, payment, block }");
  const { champion, unpaid = false, uidOf, burnUid } = input;
  const championUid = champion === null ? undefined : uidOf(champion);
  if (championUid === undefined) return new Map([[burnUid, LARGEST]]);
  const parts = new Map<number, number>();
  const give = (uid: number, part: number): void => {
    parts.set(uid, (parts.get(uid) ?? 0) + part);
  };
  const bounties = input.payment === "bounty" ? recentCrowns(input) : [];
  const gains = bounties.reduce((sum, crown) => sum + crown.gainBp, 0);
  const { bountyChampionPercent } = V2_CONSTANTS;
  give(unpaid ? burnUid : championUid, gains === 0 ? 1 : bountyChampionPercent * gains);
  for (const crown of bounties) give(uidOf(crown.hotkey) ?? burnUid, (100 - bountyChampionPercent) * crown.gainBp);
  const most = Math.max(...parts.values());
  const shares = [...parts].map(([uid, part]) => [uid, Math.floor((LARGEST * part) / most)] as const);
  return new Map(shares.filter(([, share]) => share > 0).sort(([a], [b]) => a - b));
}

function recentCrowns({ crowns, block }: PaymentInput): readonly Crown[] {
  return crowns.filter((crown) => crown.gainBp > 0 && crown.block > block - V2_CONSTANTS.bountyBlocks);
}

import fc from "fast-check";
import type { WorldValidator } from "./world-options.ts";

/** Blocks between two renewals of an announcement. */
export const EPOCH_BLOCKS = 10;

/** When somebody is a validator, and when it is away meanwhile. */
export interface Life {
  readonly from: number;
  readonly until: number;
  readonly away: readonly (readonly [from: number, until: number])[];
  /** Blocks for which it is at work already before the chain says that it takes part: its announcement is late. */
  readonly early?: number;
  /** From this block on another key has taken its place: its permit goes at once. */
  readonly rotatesAt?: number;
  readonly stakes?: readonly [number, number];
}

/** A validator that lives so, under one key after the other. */
export function lifeOf(hotkey: string, life: Life): WorldValidator[] {
  const { from, until, rotatesAt = until } = life;
  if (rotatesAt <= from || rotatesAt >= until) return [living(hotkey, life)];
  return [
    living(hotkey, { ...life, until: rotatesAt, rotatesAt }),
    living(`${hotkey} again`, { ...life, from: rotatesAt, early: 0 }),
  ];
}

/** A validator that lives so, and renews its announcement once an epoch while it is there. */
export function living(hotkey: string, life: Life): WorldValidator {
  const { from, until, away, early = 0, stakes = [1000, 1000], rotatesAt } = life;
  const works = (block: number): boolean =>
    block >= from - early && block < until && !away.some(([start, end]) => block >= start && block < end);
  const permitted = (block: number): boolean =>
    block >= from && block < (rotatesAt === until ? until : until + 2 * EPOCH_BLOCKS);
  return {
    hotkey,
    isThere: works,
    stakeAt: (block) => (permitted(block) ? String(stakes[block < 60 ? 0 : 1]) : null),
    announcedAt: (block) => {
      for (let at = block; at >= from; at -= 1) {
        if (works(at) && (at === from || at % EPOCH_BLOCKS === 0)) return at;
      }
      return undefined;
    },
  };
}

/** Random lives: permits, stakes, outages, late announcements, new keys. */
export const lives: fc.Arbitrary<Life> = fc.record({
  from: fc.constantFrom(0, 0, 0, 35, 60),
  until: fc.constantFrom(1000, 1000, 1000, 70),
  away: fc.array(
    fc
      .tuple(fc.integer({ min: 10, max: 100 }), fc.integer({ min: 3, max: 25 }))
      .map(([at, long]) => [at, at + long] as const),
    { maxLength: 1 },
  ),
  early: fc.constantFrom(0, 0, 12),
  rotatesAt: fc.constantFrom(1000, 1000, 45, 82),
  stakes: fc.constantFrom([1000, 1000] as const, [1000, 4000] as const, [3000, 500] as const),
});

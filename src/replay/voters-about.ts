import type { StakedShare } from "../mechanism/index.ts";
import type { ChainRecord } from "../record/index.ts";
import type { ShardBook } from "./shard-book.ts";
import { isSilent } from "./silence.ts";

/**
 * Who has a voting share about a version of a grid block: those of the last snapshot that counts, without those that the
 * version calls silent ({@link isSilent}) and that show no sign of life. A version is its writer's word, so it alone
 * silences nobody: who sealed a shard between a deadline before the grid block and one after it has its share, where
 * a majority of the version's own voters and itself has seen that in time, or of those and all others it silences. So
 * whoever left cannot come back into a history that others have seen without it.
 */
export function votersAbout(
  book: ShardBook,
  version: ChainRecord,
  about: {
    /** The last snapshot that counts. */
    readonly before: { readonly record: ChainRecord; readonly shares: readonly StakedShare[] };
    readonly deadlineBlocks: number;
    /** Whether most validators name the version as the beginning that it is: what is shown later changes that no more. */
    readonly isKnownRoot: boolean;
  },
): readonly StakedShare[] {
  const { before, deadlineBlocks, isKnownRoot } = about;
  const silenced = before.shares.filter(({ hotkey }) => isSilent(hotkey, before.record, version));
  if (silenced.length === 0) return before.shares;
  const left = before.shares.filter((share) => !silenced.includes(share));
  if (isKnownRoot && left.length === 0) return left;
  const until = version.block + deadlineBlocks;
  const signs = silenced.flatMap((share) => {
    const seq = book.sealedWithin(share.hotkey, version.block - deadlineBlocks, until);
    return seq === undefined ? [] : [{ share, seq }];
  });
  const all = [...left, ...signs.map(({ share }) => share)];
  const alive = new Set(
    signs
      .filter(({ share, seq }) =>
        [[...left, share], all].some((witnesses) => book.isTimely(share.hotkey, seq, until, witnesses)),
      )
      .map(({ share }) => share),
  );
  return before.shares.filter((share) => left.includes(share) || alive.has(share));
}

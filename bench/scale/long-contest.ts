import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ReplayWorld } from "../../test/replay/replay-world.ts";
import { nameAddress, type SealShard, type WorldModel } from "../../test/replay/world-options.ts";
import { rulesHash } from "../../src/replay/index.ts";
import {
  comparePlaces,
  draftShard,
  encodeDocument,
  encodeShard,
  recordKey,
  shardMessage,
  type RosterDocument,
} from "../../src/record/index.ts";
import { documentKey, shardKey } from "../../src/store/index.ts";
import { keyFromSeed, type SigningKey } from "../../src/wallet/index.ts";

export const CONTEST_NETUID = 120;
const VALIDATORS = ["v0", "v1", "v2", "v3"];
/** Records until a model's test has come to nothing, about; so many models keep all lanes busy. */
const RECORDS_A_MODEL = 2_500;
const BLOCKS_A_GRID = 25;
const DEADLINE_BLOCKS = 20;
/** Steps after which what the world remembers of itself is dropped. */
const FORGET_BLOCKS = 50;

/** Signed shards of a contest of four validators in a folder, as a network leaves them. */
export interface LongContest {
  readonly folder: string;
  readonly records: number;
  readonly headBlock: number;
  readonly dispose: () => Promise<void>;
}

/** The world's own state is no part of what is measured: another process reads what is written here. */
export function contestWorld(
  records: number,
  more: { seal?: SealShard; onRoster?: (roster: RosterDocument) => void } = {},
) {
  for (const [place, word] of VALIDATORS.entries()) nameAddress(word, keyOf(place).address);
  const count = Math.max(6, Math.ceil(records / RECORDS_A_MODEL));
  const models: WorldModel[] = Array.from({ length: count }, (_, n) => ({
    hotkey: `m${n}`,
    block: 1 + n,
    skill: 500,
  }));
  return new ReplayWorld({
    validators: VALIDATORS.map((hotkey) => ({ hotkey, seals: (block) => block % 2 === 0 })),
    models,
    deadlineBlocks: DEADLINE_BLOCKS,
    gridBlocks: BLOCKS_A_GRID,
    ...more,
  });
}

/** Makes a contest of at least so many rollouts. */
export async function makeLongContest(records: number): Promise<LongContest> {
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-contest-"));
  const write = (key: string, bytes: Uint8Array): void => {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
  const links = new Map<string, string>();
  let made = 0;
  const seal: SealShard = (written, about) => {
    const { hotkey, last, sealedBlock, heads, rules } = about;
    const key = VALIDATORS.map((_, place) => keyOf(place)).find(({ address }) => address === hotkey);
    if (key === undefined) throw new Error(`Nobody signs for ${hotkey}.`);
    const draft = draftShard({
      ...{ netuid: CONTEST_NETUID, hotkey, records: written, heads: [...heads], sealedBlock, atMs: sealedBlock },
      seq: last === undefined ? 0 : last.seq + 1,
      previous: links.get(hotkey) ?? null,
      rules: rulesHash(rules),
    });
    const signature = key.sign(shardMessage(draft.header));
    const { bytes, hash, headerHash } = encodeShard(draft, signature);
    links.set(hotkey, headerHash);
    write(shardKey(draft.header), bytes);
    const found = written.filter(({ kind }) => kind === "rollout");
    made += found.length;
    const placed = written.map((record) => ({ record, block: record.block, key: recordKey(record) }));
    const records = placed.sort(comparePlaces).map(({ record }) => record);
    return { header: { ...draft.header, signature: Buffer.from(signature).toString("hex") }, hash, records };
  };
  const world = contestWorld(records, {
    seal,
    onRoster: (roster) => {
      const { hash, bytes } = encodeDocument(roster);
      write(documentKey(CONTEST_NETUID, hash), bytes);
    },
  });
  while (made < records) {
    const before = made;
    world.run(world.block + FORGET_BLOCKS);
    world.shards.length = 0;
    world.states.splice(0, world.states.length - 1);
    if (world.block > 20 * FORGET_BLOCKS && made === before) throw new Error("Nobody is asked any more.");
  }
  return {
    folder,
    records: made,
    headBlock: world.block,
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

const keys = new Map<number, SigningKey>();

function keyOf(place: number): SigningKey {
  let key = keys.get(place);
  if (key === undefined) keys.set(place, (key = keyFromSeed(new Uint8Array(32).fill(80 + place))));
  return key;
}

import { unlink, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { AuditOptions } from "../../../src/audit/index.ts";
import type { LocalChain } from "../../../src/chain/index.ts";
import { canonical, type Fields, type Forger, type Json } from "./forger.ts";
import { addedTo, isScored, type Forgery, type ForgedWorld } from "./forgery.ts";

const K = "K" as const;
const O = "O" as const;
const wrong = "wrong_decision" as const;

/** Shards that hold a record of a kind, in order. */
async function shardsWith(forger: Forger, pick: (record: Fields) => boolean): Promise<number[]> {
  const found: number[] = [];
  for (let seq = 0; seq < (await forger.count()); seq += 1) {
    if ((await forger.read(seq)).records.some(pick)) found.push(seq);
  }
  return found;
}

/** Changes the record of the middle one of the shards that hold such a record. */
const changed =
  (
    pick: (record: Fields) => boolean,
    change: (record: Fields, forger: Forger) => Promise<void> | void,
    /** Whether it shows in what follows only. */
    follows = false,
  ): Forgery["forge"] =>
  async (forger) => {
    const seqs = await shardsWith(forger, pick);
    const seq = seqs[Math.floor(seqs.length / 2)]!;
    let at = 0;
    await forger.forge(seq, async ({ records }) => {
      at = records.findIndex(pick);
      await change(records[at]!, forger);
    });
    return follows ? { from: forger.keyOf(seq) } : { at: `${forger.keyOf(seq)}#${at + 2}` };
  };

const ofKind =
  (kind: string) =>
  (record: Fields): boolean =>
    record["kind"] === kind;

const decided = (record: Fields): boolean => ofKind("decision")(record) && record["champion"] !== null;

/** Leaves records out of a shard, or of all. */
const omitted =
  (pick: (record: Fields) => boolean, every: boolean): Forgery["forge"] =>
  async (forger) => {
    const seqs = await shardsWith(forger, pick);
    const chosen = every ? seqs : [seqs[Math.floor(seqs.length / 2)]!];
    for (const seq of chosen) {
      await forger.forge(seq, ({ header, records }) => {
        const kept = records.filter((record) => !pick(record));
        return {
          header: { ...header, firstBlock: kept[0]!["block"]!, lastBlock: kept.at(-1)!["block"]! },
          lines: kept.map(canonical),
        };
      });
    }
    return { at: null };
  };

/** Something done to the document that a record of a kind names. */
const document =
  (pick: (record: Fields) => boolean, name: string, spoil: (path: string) => Promise<void>): Forgery["forge"] =>
  async (forger) => {
    const seqs = await shardsWith(forger, pick);
    const middle = (await forger.read(seqs[Math.floor(seqs.length / 2)]!)).records.find(pick)!;
    const hash = middle[name] as string;
    await spoil(forger.objectPath("documents", hash));
    // The first that names it.
    const isIt = (record: Fields): boolean => pick(record) && record[name] === hash;
    const [seq = 0] = await shardsWith(forger, isIt);
    const { records } = await forger.read(seq);
    return { at: `${forger.keyOf(seq)}#${records.findIndex(isIt) + 2}` };
  };

/** Another roster in the place of the one that a snapshot names. */
const roster = (change: (entries: Fields[]) => Fields[]) =>
  changed(ofKind("chain"), async (record, forger) => {
    const { gunzipSync } = await import("node:zlib");
    const { readFile } = await import("node:fs/promises");
    const path = forger.objectPath("documents", record["roster"] as string);
    const told = JSON.parse(gunzipSync(await readFile(path)).toString()) as Fields;
    told["entries"] = change(told["entries"] as Fields[]);
    record["roster"] = await forger.put("documents", told);
  });

/** The header of a shard in the middle. */
const sealed =
  (change: (header: Fields) => void): Forgery["forge"] =>
  async (forger) => {
    const seq = Math.floor((await forger.count()) / 2);
    await forger.forge(seq, ({ header }) => change(header));
    return { from: forger.keyOf(seq) };
  };

/** The chain with other weights than it has: set behind the end of the record. */
function weighted(world: ForgedWorld, uid: number, setBlock: number): Partial<AuditOptions> {
  const chain = new Proxy(world.chain, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name === "weights") {
        return async (...at: Parameters<LocalChain["weights"]>) =>
          new Map([...(await target.weights(...at))].map(([own]) => [own, new Map([[uid, 65_535]])]));
      }
      if (name === "metagraph") {
        return async (...at: Parameters<LocalChain["metagraph"]>) => {
          const graph = await target.metagraph(...at);
          const neurons = graph.neurons.map((one) => (one.validatorPermit ? { ...one, lastUpdate: setBlock } : one));
          return { ...graph, neurons };
        };
      }
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  return { chain };
}

const stake: Json = "9000000000000";

export const CONTEST: readonly Forgery[] = [
  {
    name: "decision other champion",
    by: K,
    forge: changed(decided, (one, forger) => void (one["champion"] = forger.key.address)),
    code: wrong,
  },
  { name: "decision of nobody", by: K, forge: changed(decided, (one) => void (one["champion"] = null)), code: wrong },
  { name: "decision reign altered", by: K, forge: changed(decided, (one) => void (one["reign"] = 7)), code: wrong },
  {
    name: "decision evidence other doc",
    by: K,
    forge: changed(
      decided,
      async (one, forger) =>
        void (one["evidence"] = await forger.put("documents", { v: 1, kind: "evidence", netuid: forger.netuid })),
    ),
    code: wrong,
  },
  {
    name: "decision evidence nowhere",
    by: K,
    forge: changed(decided, (one) => void (one["evidence"] = "ab".repeat(32))),
    code: wrong,
    also: ["missing_document"],
  },
  { name: "decision omitted", by: K, forge: omitted(ofKind("decision"), false), code: "dropped_decision" },
  { name: "all decisions omitted", by: K, forge: omitted(ofKind("decision"), true), code: "dropped_decision" },
  { name: "evidence doc missing", by: O, forge: document(decided, "evidence", unlink), code: "missing_document" },
  {
    name: "evidence doc altered",
    by: O,
    forge: document(decided, "evidence", (path) => writeFile(path, gzipSync('{"kind":"evidence"}'))),
    code: "broken_document",
  },
  {
    name: "evidence doc empty",
    by: O,
    forge: document(decided, "evidence", (path) => writeFile(path, "")),
    code: "broken_document",
  },
  { name: "roster doc missing", by: O, forge: document(ofKind("chain"), "roster", unlink), code: "missing_document" },
  {
    name: "roster doc altered",
    by: O,
    forge: document(ofKind("chain"), "roster", (path) => writeFile(path, gzipSync('{"kind":"roster"}'))),
    code: "broken_document",
  },
  {
    name: "snapshot stake forged",
    by: K,
    forge: changed(ofKind("chain"), (one) => void ((one["validators"] as Fields[])[0]!["stakeRao"] = stake)),
    code: "forged_snapshot",
  },
  {
    name: "snapshot validator removed",
    by: K,
    forge: changed(ofKind("chain"), (one) => void (one["validators"] = [])),
    code: "forged_snapshot",
    also: ["unasked_record"],
  },
  {
    name: "snapshot beacon forged",
    by: K,
    forge: changed(ofKind("chain"), (one) => void ((one["beacons"] as string[])[0] = `0x${"ab".repeat(32)}`)),
    code: "forged_snapshot",
  },
  {
    name: "snapshot hash forged",
    by: K,
    forge: changed(ofKind("chain"), (one) => void (one["hash"] = `0x${"ab".repeat(32)}`)),
    code: "forged_snapshot",
  },
  {
    name: "roster commit order forged",
    by: K,
    forge: roster((entries) => entries.map((one, at) => ({ ...one, block: 9 - at }))),
    code: "forged_snapshot",
  },
  {
    name: "roster entry removed",
    by: K,
    forge: roster((entries) => entries.slice(1)),
    code: "forged_snapshot",
    also: ["unasked_record"],
  },
  {
    name: "finding ok to bad",
    by: K,
    forge: changed(ofKind("finding"), (one) => void (one["reason"] = "content_differs"), true),
    code: wrong,
    also: ["unasked_record"],
  },
  { name: "uid", by: K, forge: changed(isScored(1000), (one) => void (one["uid"] = 9)), code: "unknown_commitment" },
  {
    name: "an answer flipped in the contest",
    by: K,
    forge: changed(isScored(1000), (one) => void (one["score"] = 0)),
    code: "wrong_score",
  },
  {
    name: "own failure claimed for a right answer",
    by: K,
    forge: changed(
      isScored(1000),
      (one) => void Object.assign(one, { outcome: "infra_failure", score: 0, reason: "interrupted", transcript: null }),
      true,
    ),
    code: wrong,
  },
  {
    name: "sealedBlock future",
    by: K,
    forge: async (forger, world) => {
      const spoilt = await sealed((header) => void (header["sealedBlock"] = 1_000_000))(forger, world);
      return { at: (spoilt as { from: string }).from };
    },
    code: "future_block",
    also: ["dropped_round"],
  },
  {
    name: "sealedBlock of the newest in the future",
    by: K,
    forge: async (forger) => {
      const seq = (await forger.count()) - 1;
      await forger.forge(seq, ({ header }) => void (header["sealedBlock"] = 1_000_000));
      return { at: forger.keyOf(seq) };
    },
    code: "future_block",
  },
  {
    name: "sealedBlock past",
    by: K,
    forge: sealed((header) => void (header["sealedBlock"] = 1)),
    code: "late_record",
  },
  {
    name: "sealedBlock before records",
    by: K,
    forge: sealed((header) => void (header["sealedBlock"] = Number(header["firstBlock"]) - 1)),
    code: "late_record",
  },
  {
    name: "sealedBlock missing",
    by: K,
    forge: sealed((header) => {
      delete header["sealedBlock"];
    }),
    code: "late_record",
  },
  {
    name: "record moved to late shard",
    by: K,
    forge: async (forger) => {
      const seqs = await shardsWith(forger, isScored(1000));
      const seq = seqs[Math.floor(seqs.length / 2)]!;
      let moved: Fields = {};
      await forger.forge(seq, ({ header, records }) => {
        moved = records.find(isScored(1000))!;
        const kept = records.filter((one) => one !== moved);
        return {
          header: { ...header, firstBlock: kept[0]!["block"]!, lastBlock: kept.at(-1)!["block"]! },
          lines: kept.map(canonical),
        };
      });
      return addedTo(forger, seq + 4, moved);
    },
    code: "late_record",
  },
  {
    name: "two shards of the contest exchanged and resigned",
    by: K,
    forge: async (forger) => {
      const seq = Math.floor((await forger.count()) / 2);
      const [one, two] = [await forger.read(seq), await forger.read(seq + 1)];
      const exchanged = (own: Fields, { header, records }: typeof one) => ({
        header: { ...own, firstBlock: header["firstBlock"]!, lastBlock: header["lastBlock"]! },
        lines: records.map(canonical),
      });
      await forger.forge(seq, ({ header }) => exchanged(header, two));
      await forger.forge(seq + 1, ({ header }) => exchanged(header, one));
      return { from: forger.keyOf(seq) };
    },
    code: "late_record",
  },
  // All weight on a copy after the newest published block: the weights as of now are read, and do not follow.
  {
    name: "present weights on another",
    by: K,
    forge: async (_, world) => {
      const { number } = await world.chain.head();
      return { at: null, options: weighted(world, 1, number + 1) };
    },
    code: "wrong_weights",
  },
  {
    name: "a shard of the contest damaged",
    by: O,
    forge: async (forger) => {
      const seq = Math.floor((await forger.count()) / 2);
      await writeFile(forger.path(seq), "garbage");
      return { at: forger.keyOf(seq) };
    },
    code: "shard_gzip_corrupt",
  },
  {
    name: "a shard of the contest deleted",
    by: O,
    forge: async (forger) => {
      const seq = Math.floor((await forger.count()) / 2);
      await unlink(forger.path(seq));
      return { at: forger.keyOf(seq) };
    },
    code: "shard_missing",
  },
];

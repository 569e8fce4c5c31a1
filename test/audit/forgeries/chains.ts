import { cp, mkdir, readFile, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keyFromUri } from "../../../src/wallet/index.ts";
import { FsStore } from "../../../src/store/index.ts";
import { canonical, Forger, sha256, type Fields, type Json } from "./forger.ts";
import { SEQ, type Forgery } from "./forgery.ts";

const K = "K" as const;
const O = "O" as const;
const other = keyFromUri("//Bob");

/** The shard with other fields in its header, signed; later ones follow it. */
const header =
  (fields: Fields): Forgery["forge"] =>
  (forger) =>
    forger.forge(SEQ, (shard) => ({ header: { ...shard.header, ...fields } }));

const headerText =
  (write: (signed: Fields) => string): Forgery["forge"] =>
  (forger) =>
    forger.forge(SEQ, () => ({ headerText: write }));

const signed =
  (sign: (message: Buffer) => Uint8Array): Forgery["forge"] =>
  (forger) =>
    forger.forge(SEQ, () => ({ sign }));

const malformed = "shard_header_malformed" as const;

const heads = (count: number): Json =>
  Array.from({ length: count }, (_, seq) => ({ hotkey: other.address, seq, hash: "a".repeat(64) }));

/** A second store, a copy in which the forger tells another story. */
async function secondStore(forger: Forger, tell: (copy: Forger) => Promise<void>) {
  const folder = join(forger.folder, "second");
  await cp(join(forger.folder, "records"), join(folder, "records"), { recursive: true });
  await symlink(join(forger.folder, "transcripts"), join(folder, "transcripts"));
  await tell(new Forger(folder, forger.netuid, forger.key));
  const stores = [
    await FsStore.open(forger.folder, { readOnly: true }),
    await FsStore.open(folder, { readOnly: true }),
  ];
  return { options: { stores } };
}

const announced = (seq: number, hash: string): string =>
  JSON.stringify({ affine: 1, records: "https://records.example.org/", head: { seq, hash } });

/** Deletes shards from one on; what the validator announced before is on chain. */
const truncated =
  (from: (count: number) => number): Forgery["forge"] =>
  async (forger, { chain, key, netuid }) => {
    const count = await forger.count();
    const head = await forger.read(count - 1);
    await chain.setCommitment(key, netuid, announced(count - 1, sha256(canonical(head.header))));
    for (let seq = from(count); seq < count; seq += 1) await unlink(forger.path(seq));
    return { at: forger.keyOf(count - 1) };
  };

export const CHAINS: readonly Forgery[] = [
  { name: "extra header field", by: K, forge: header({ more: 1 }), code: malformed },
  {
    name: "missing header field",
    by: K,
    forge: headerText(({ rules: _, ...rest }) => canonical(rest)),
    code: malformed,
  },
  {
    name: "header noncanonical",
    by: K,
    forge: headerText((it) => canonical(it).replace(":", ": ")),
    code: "shard_header_not_canonical",
  },
  {
    name: "header keys in another order",
    by: K,
    forge: headerText((it) => JSON.stringify(Object.fromEntries(Object.entries(it).reverse()))),
    code: "shard_header_not_canonical",
  },
  { name: "header no JSON", by: K, forge: headerText(() => "hello"), code: malformed },
  { name: "header a list", by: K, forge: headerText(() => "[]"), code: malformed },
  { name: "header of another kind", by: K, forge: header({ kind: "roster" }), code: malformed },
  { name: "header of version 3", by: K, forge: header({ v: 3 }), code: malformed },
  { name: "header of version 1 behind one of version 2", by: K, forge: header({ v: 1 }), code: "shard_header_version" },
  { name: "wrong count", by: K, forge: header({ count: 3 }), code: "shard_wrong_count" },
  { name: "count nought", by: K, forge: header({ count: 0 }), code: malformed },
  { name: "wrong first block", by: K, forge: header({ firstBlock: 1 }), code: "shard_wrong_blocks" },
  { name: "wrong last block", by: K, forge: header({ lastBlock: 9_999 }), code: "shard_wrong_blocks" },
  { name: "negative atMs", by: K, forge: header({ atMs: -1 }), code: malformed },
  { name: "seq as text", by: K, forge: header({ seq: "2" }), code: malformed },
  { name: "previous null midchain", by: K, forge: header({ previous: null }), code: "shard_wrong_previous" },
  {
    name: "previous of another shard",
    by: K,
    forge: header({ previous: "a".repeat(64) }),
    code: "shard_wrong_previous",
  },
  { name: "previous no hash", by: K, forge: header({ previous: "x" }), code: malformed },
  {
    name: "previous in the manner of version 1",
    by: K,
    forge: async (forger) => {
      const { gunzipSync } = await import("node:zlib");
      const before = sha256(gunzipSync(await readFile(forger.path(SEQ - 1))));
      await forger.forge(SEQ, (shard) => ({ header: { ...shard.header, previous: before } }));
    },
    code: "shard_wrong_previous",
  },
  { name: "other netuid", by: K, forge: header({ netuid: 7 }), code: "shard_wrong_place" },
  { name: "seq of another", by: K, forge: header({ seq: 99 }), code: "shard_wrong_place" },
  { name: "signed by another", by: K, forge: signed((message) => other.sign(message)), code: "shard_signature" },
  { name: "signature of nought", by: K, forge: signed(() => new Uint8Array(64)), code: "shard_signature" },
  { name: "signature too short", by: K, forge: signed(() => new Uint8Array(32)), code: malformed },
  {
    name: "signature of another domain",
    by: K,
    forge: (forger) =>
      forger.forge(SEQ, () => ({
        sign: (message) =>
          forger.key.sign(Buffer.from(message.toString().replace("affine/shard/v1", "affine/other/v1"))),
      })),
    code: "shard_signature",
  },
  {
    name: "signature in capitals",
    by: K,
    forge: headerText((it) => canonical({ ...it, signature: (it["signature"] as string).toUpperCase() })),
    code: malformed,
  },
  {
    name: "signed, then another clock",
    by: K,
    forge: headerText((it) => canonical({ ...it, atMs: 1 })),
    code: "shard_signature",
  },
  { name: "body of another shard", by: K, forge: header({ body: "a".repeat(64) }), code: "shard_body_hash" },
  {
    name: "body without its last newline",
    by: K,
    forge: (forger) => forger.forge(SEQ, ({ records }) => ({ body: records.map(canonical).join("\n") })),
    code: "shard_body_unterminated",
  },
  {
    name: "body not UTF-8",
    by: K,
    forge: async (forger) => {
      const { header: unsigned } = await forger.read(SEQ);
      const body = Buffer.from([0xff, 0xfe, 0x0a]);
      const whole: Fields = { ...unsigned, body: sha256(body), count: 1 };
      const signature = Buffer.from(forger.key.sign(Buffer.from(`affine/shard/v1\n${canonical(whole)}`))).toString(
        "hex",
      );
      await forger.write(SEQ, Buffer.concat([Buffer.from(`${canonical({ ...whole, signature })}\n`), body]));
    },
    code: "shard_not_utf8",
    also: ["shard_wrong_previous"],
  },
  {
    name: "lines reordered signed",
    by: K,
    forge: (forger) => forger.forge(SEQ, ({ records }) => ({ lines: records.reverse().map(canonical) })),
    code: "shard_wrong_order",
  },
  {
    name: "duplicate in shard",
    by: K,
    forge: (forger) => forger.forge(SEQ, ({ records }) => ({ lines: [records[0]!, ...records].map(canonical) })),
    code: "shard_repeated",
  },
  {
    name: "heads out of order",
    by: K,
    forge: header({
      heads: [
        { hotkey: other.address, seq: 0, hash: "a".repeat(64) },
        { hotkey: keyFromUri("//Zoe").address, seq: 0, hash: "a".repeat(64) },
      ].sort((a, b) => (a.hotkey < b.hotkey ? 1 : -1)),
    }),
    code: "shard_heads_order",
  },
  { name: "heads of one hotkey twice", by: K, forge: header({ heads: heads(2) }), code: "shard_heads_order" },
  { name: "heads 257", by: K, forge: header({ heads: heads(257) }), code: malformed },
  // A name that a header makes up binds nobody: it is said that its chain was not looked at.
  { name: "heads fake validators", by: K, forge: header({ heads: heads(1) }), code: null, note: "head_unchecked" },
  { name: "a header of a megabyte", by: K, forge: headerText(() => "x".repeat(1 << 20)), code: "shard_too_large" },
  {
    name: "round dropped",
    by: K,
    forge: async (forger) => {
      await forger.forge(SEQ, ({ records }) => {
        const round = records[8]!["round"];
        return { lines: records.filter((one) => one["round"] !== round).map(canonical) };
      });
      return { at: null };
    },
    code: "dropped_round",
  },
  {
    name: "answer dropped",
    by: K,
    forge: async (forger) => {
      await forger.forge(SEQ, ({ records }) => ({ lines: records.filter((_, at) => at !== 8).map(canonical) }));
      return { at: null };
    },
    code: "dropped_record",
  },
  {
    name: "duplicate in next shard",
    by: K,
    forge: async (forger) => {
      const before = (await forger.read(SEQ - 1)).records;
      const repeated = before.at(-1)!;
      await forger.forge(SEQ, ({ header: it, records }) => ({
        header: { ...it, firstBlock: repeated["block"]! },
        lines: [repeated, ...records].map(canonical),
      }));
      return { at: `${forger.keyOf(SEQ)}#2` };
    },
    code: "repeated_record",
  },
  {
    name: "doubled differently",
    by: K,
    forge: async (forger) => {
      const before = (await forger.read(SEQ - 1)).records;
      const doubled: Record<string, Json> = { ...before.at(-1)!, latencyMs: 77 };
      await forger.forge(SEQ, ({ header: it, records }) => ({
        header: { ...it, firstBlock: doubled["block"]! },
        lines: [doubled, ...records].map(canonical),
      }));
      return { at: `${forger.keyOf(SEQ)}#2` };
    },
    code: "doubled_record",
  },
  {
    name: "two shards swapped",
    by: O,
    forge: async (forger) => {
      const [one, two] = [await readFile(forger.path(SEQ)), await readFile(forger.path(SEQ + 1))];
      await writeFile(forger.path(SEQ), two);
      await writeFile(forger.path(SEQ + 1), one);
    },
    code: "shard_wrong_place",
  },
  {
    name: "other hotkeys shard in place",
    by: K,
    forge: (forger) =>
      forger.forge(SEQ, (shard) => ({
        header: { ...shard.header, hotkey: other.address },
        sign: (message) => other.sign(message),
      })),
    code: "shard_wrong_place",
  },
  {
    name: "second shard same seq 2 stores",
    by: K,
    forge: (forger) =>
      secondStore(forger, (copy) =>
        copy.forge(SEQ, ({ records }) => void (records[0]!["latencyMs"] = 5), { follow: false }),
      ),
    code: "second_shard",
    also: ["shard_wrong_previous"],
  },
  {
    name: "header signed twice",
    by: K,
    forge: (forger) => secondStore(forger, (copy) => copy.forge(SEQ, () => undefined, { follow: false })),
    code: "second_shard",
  },
  {
    name: "fork tail 2 stores",
    by: K,
    forge: (forger) =>
      secondStore(forger, (copy) => copy.forge(SEQ, ({ records }) => void (records[0]!["latencyMs"] = 5))),
    code: "second_shard",
  },
  {
    name: "seq 9999999999",
    by: K,
    forge: async (forger) => {
      const last = (await forger.count()) - 1;
      const { header: it, records } = await forger.read(last);
      delete it["body"];
      const { text } = forger.pack({
        header: { ...it, seq: 9_999_999_999, previous: "a".repeat(64) },
        lines: records.map(canonical),
      });
      await forger.write(9_999_999_999, text);
      return { at: forger.keyOf(last + 1) };
    },
    code: "shard_missing",
    also: ["repeated_record"],
  },
  { name: "shard deleted mid", by: O, forge: (forger) => unlink(forger.path(SEQ)), code: "shard_missing" },
  {
    name: "first shard deleted",
    by: O,
    forge: async (forger) => {
      await unlink(forger.path(0));
      return { at: forger.keyOf(0) };
    },
    code: "shard_missing",
  },
  { name: "tail truncated half", by: O, forge: truncated((count) => Math.ceil(count / 2)), code: "withheld_shard" },
  { name: "tail truncated by one", by: O, forge: truncated((count) => count - 1), code: "withheld_shard" },
  { name: "all deleted", by: O, forge: truncated(() => 0), code: "withheld_shard" },
  {
    name: "announced another head than shown",
    by: K,
    forge: async (forger, { chain, key, netuid }) => {
      await chain.setCommitment(key, netuid, announced(SEQ, "c".repeat(64)));
    },
    code: "second_shard",
  },
  {
    name: "announced more than there is",
    by: K,
    forge: async (forger, { chain, key, netuid }) => {
      await chain.setCommitment(key, netuid, announced(500, "c".repeat(64)));
      return { at: forger.keyOf(500) };
    },
    code: "withheld_shard",
  },
  {
    name: "a tail nobody announced, older than allowed",
    by: O,
    forge: async (forger) => {
      const count = await forger.count();
      for (let seq = Math.ceil(count / 2); seq < count; seq += 1) await unlink(forger.path(seq));
      return { at: null, options: { maxAgeBlocks: 12 } };
    },
    code: "stale_record",
  },
  // Whoever can write into the store can add a folder: without a permit it decides nothing.
  {
    name: "second validator folder by outsider",
    by: O,
    forge: async (forger) => {
      const stranger = new Forger(forger.folder, forger.netuid, keyFromUri("//Mallory"));
      const { header: it, records } = await forger.read(0);
      delete it["body"];
      const { text } = stranger.pack({
        header: { ...it, hotkey: stranger.key.address },
        lines: records.map(canonical),
      });
      await stranger.write(0, text);
    },
    code: null,
  },
  {
    name: "sibling hotkey dir garbage",
    by: O,
    forge: async (forger) => {
      const stranger = new Forger(forger.folder, forger.netuid, keyFromUri("//Mallory"));
      await mkdir(stranger.records);
      await writeFile(stranger.path(0), "garbage");
      return { at: stranger.keyOf(0), validator: stranger.key.address };
    },
    code: "shard_gzip_corrupt",
  },
  {
    name: "record dir symlink loop",
    by: O,
    forge: async (forger) => {
      await symlink(forger.records, join(forger.records, "loop"));
      return { at: `records/${forger.netuid}/${forger.key.address}/loop` };
    },
    code: "shard_misplaced_object",
  },
  {
    name: "records folder is a link",
    by: O,
    forge: async (forger) => {
      await cp(forger.records, join(forger.folder, "elsewhere"), { recursive: true });
      await rm(forger.records, { recursive: true });
      await symlink(join(forger.folder, "elsewhere"), forger.records);
    },
    code: null,
  },
];

import { execFileSync } from "node:child_process";
import { mkdir, readFile, symlink, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { SEQ, type Forgery } from "./forgery.ts";

const O = "O" as const;

/** Other bytes in the place of the stored shard's. */
const bytes =
  (change: (stored: Buffer) => Buffer): Forgery["forge"] =>
  (forger) =>
    forger.edit(forger.path(SEQ), change);

/** Something that is no file in the place of the shard. */
const replaced =
  (put: (path: string) => unknown): Forgery["forge"] =>
  async (forger) => {
    await unlink(forger.path(SEQ));
    await put(forger.path(SEQ));
  };

const edited = (change: (text: string) => string) => bytes((stored) => gzipSync(change(gunzipSync(stored).toString())));

export const BYTES: readonly Forgery[] = [
  { name: "truncated gzip", by: O, forge: bytes((it) => it.subarray(0, it.length / 2)), code: "shard_gzip_truncated" },
  { name: "last byte missing", by: O, forge: bytes((it) => it.subarray(0, -1)), code: "shard_gzip_truncated" },
  { name: "empty file", by: O, forge: bytes(() => Buffer.alloc(0)), code: "shard_gzip_truncated" },
  { name: "noughts", by: O, forge: bytes((it) => Buffer.alloc(it.length)), code: "shard_gzip_corrupt" },
  {
    name: "bit flip",
    by: O,
    forge: bytes((it) => {
      const copy = Buffer.from(it);
      copy[Math.floor(copy.length / 2)]! ^= 1;
      return copy;
    }),
    code: "shard_gzip_corrupt",
  },
  {
    name: "bit flip in the checksum",
    by: O,
    forge: bytes((it) => {
      const copy = Buffer.from(it);
      copy[copy.length - 6]! ^= 1;
      return copy;
    }),
    code: "shard_gzip_corrupt",
  },
  { name: "plain text", by: O, forge: bytes((it) => gunzipSync(it)), code: "shard_gzip_corrupt" },
  {
    name: "trailing bytes",
    by: O,
    forge: bytes((it) => Buffer.concat([it, Buffer.from("hello")])),
    code: "shard_gzip_corrupt",
  },
  {
    name: "trailing noughts",
    by: O,
    forge: bytes((it) => Buffer.concat([it, Buffer.alloc(16)])),
    code: "shard_trailing_bytes",
  },
  { name: "packed twice", by: O, forge: bytes((it) => gzipSync(it)), code: "shard_not_utf8" },
  // What is signed is the text: a mirror may pack it again, and in parts.
  { name: "recompressed", by: O, forge: bytes((it) => gzipSync(gunzipSync(it), { level: 1 })), code: null },
  {
    name: "multi member gzip",
    by: O,
    forge: bytes((it) => {
      const text = gunzipSync(it);
      return Buffer.concat([gzipSync(text.subarray(0, 100)), gzipSync(text.subarray(100))]);
    }),
    code: null,
  },
  {
    name: "gzip bomb 1GiB",
    by: O,
    forge: bytes(() => gzipSync(Buffer.alloc(2 ** 30), { level: 1 })),
    code: "shard_too_large",
  },
  {
    name: "sparse 1.5GiB file",
    by: O,
    forge: (forger) => truncate(forger.path(SEQ), 1.5 * 2 ** 30),
    code: "shard_too_large",
  },
  {
    name: "sparse 3GiB file",
    by: O,
    forge: (forger) => truncate(forger.path(SEQ), 3 * 2 ** 30),
    code: "shard_too_large",
  },
  {
    name: "a byte too many",
    by: O,
    forge: (forger) => truncate(forger.path(SEQ), (32 << 20) + 1),
    code: "shard_too_large",
  },
  {
    name: "lines reordered unsigned",
    by: O,
    forge: edited((text) => {
      const [first, ...lines] = text.trimEnd().split("\n");
      return `${[first, ...lines.reverse()].join("\n")}\n`;
    }),
    code: "shard_body_hash",
  },
  {
    name: "a line removed unsigned",
    by: O,
    forge: edited((text) =>
      text
        .split("\n")
        .filter((_, at) => at !== 3)
        .join("\n"),
    ),
    code: "shard_body_hash",
  },
  {
    name: "a score altered unsigned",
    by: O,
    forge: edited((text) => text.replace('"score":1000', '"score":0')),
    code: "shard_body_hash",
  },
  {
    name: "a header altered unsigned",
    by: O,
    forge: edited((text) => text.replace(/"atMs":[0-9]+/, '"atMs":1')),
    code: "shard_signature",
  },
  { name: "text without a newline", by: O, forge: bytes(() => gzipSync("hello")), code: "shard_header_malformed" },
  {
    name: "an older copy of the next shard",
    by: O,
    forge: async (forger) => writeFile(forger.path(SEQ), await readFile(forger.path(SEQ - 1))),
    code: "shard_wrong_place",
  },
  { name: "shard symlink", by: O, forge: replaced((path) => symlink("/etc/passwd", path)), code: "shard_not_a_file" },
  {
    name: "shard symlink to a shard",
    by: O,
    forge: replaced((path) => symlink(path.replace("0000000002", "0000000001"), path)),
    code: "shard_not_a_file",
  },
  {
    name: "shard fifo",
    by: O,
    forge: replaced((path) => void execFileSync("mkfifo", [path])),
    code: "shard_not_a_file",
  },
  { name: "shard directory", by: O, forge: replaced((path) => mkdir(path)), code: "shard_missing" },
  {
    name: "stray files",
    by: O,
    forge: async (forger) => {
      const stray = join(forger.records, "notes.txt");
      await writeFile(stray, "hello");
      return { at: `records/${forger.netuid}/${forger.key.address}/notes.txt` };
    },
    code: "shard_misplaced_object",
  },
  {
    name: "a number in another spelling",
    by: O,
    forge: async (forger) => {
      const name = "00000000002.ndjson.gz";
      await writeFile(join(forger.records, name), await readFile(forger.path(SEQ)));
      return { at: `records/${forger.netuid}/${forger.key.address}/${name}` };
    },
    code: "shard_misplaced_object",
  },
];

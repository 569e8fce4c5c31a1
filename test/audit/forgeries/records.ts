import { canonical, type Fields, type Json } from "./forger.ts";
import { isScored, line, record, SEQ, type Forgery } from "./forgery.ts";

const any = (): boolean => true;
const K = "K" as const;

/** A field of one line with a text in the place of its value. */
const field = (name: string, text: string) =>
  line((told) => told.replace(new RegExp(`"${name}":("[^"]*"|-?[0-9]+|null)`), `"${name}":${text}`));

const malformed = "shard_record_malformed" as const;
const spelled = "shard_record_not_canonical" as const;

/** Texts of a score that no honest writer writes. */
const SCORES: readonly [string, string, typeof malformed | typeof spelled][] = [
  ["1001", "1001", malformed],
  ["neg", "-1", malformed],
  ["1.5", "1.5", spelled],
  ["NaN", "NaN", malformed],
  ["Infinity", "Infinity", malformed],
  ["string", '"1000"', malformed],
  ["1000.0", "1000.0", spelled],
  ["1e3", "1e3", spelled],
  ["01000", "01000", malformed],
  ["hexadecimal", "0x3e8", malformed],
  ["neg0", "-0", spelled],
  ["null", "null", malformed],
  ["true", "true", malformed],
  ["a list", "[1000]", malformed],
  ["an object", "{}", malformed],
  ["huge", "1e400", spelled],
  ["2 to the 53", "9007199254740993", spelled],
];

const change = (name: string, value: Json): Forgery["forge"] =>
  record(isScored(1000), (one) => void (one[name] = value));

export const RECORDS: readonly Forgery[] = [
  ...SCORES.map(([name, text, code]): Forgery => ({ name: `score ${name}`, by: K, forge: field("score", text), code })),
  { name: "whitespace", by: K, forge: line((told) => told.replace(":", ": ")), code: spelled },
  { name: "trailing space", by: K, forge: line((told) => `${told} `), code: spelled },
  { name: "leading tab", by: K, forge: line((told) => `\t${told}`), code: spelled },
  { name: "byte order mark", by: K, forge: line((told) => `\ufeff${told}`), code: malformed },
  { name: "escaped letter", by: K, forge: line((told) => told.replace('"kind"', '"\\u006bind"')), code: spelled },
  { name: "lone surrogate", by: K, forge: field("reason", '"\\ud800"'), code: spelled },
  {
    name: "key order",
    by: K,
    forge: line((told) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(told) as Fields).reverse()))),
    code: spelled,
  },
  { name: "duplicate json key", by: K, forge: line((told) => told.replace("{", '{"atMs":1,')), code: spelled },
  { name: "extra field record", by: K, forge: line((told) => told.replace("{", '{"aaa":1,')), code: malformed },
  { name: "missing field", by: K, forge: line((told) => told.replace(/"atMs":[0-9]+,/, "")), code: malformed },
  {
    name: "__proto__ field",
    by: K,
    forge: line((told) => told.replace("{", '{"__proto__":{"score":1000},')),
    code: malformed,
  },
  {
    name: "constructor field",
    by: K,
    forge: line((told) => told.replace(',"env"', ',"constructor":1,"env"')),
    code: malformed,
  },
  { name: "crlf", by: K, forge: line((told) => `${told}\r`), code: spelled },
  { name: "no JSON", by: K, forge: line(() => "hello"), code: malformed },
  { name: "empty line", by: K, forge: line(() => ""), code: malformed },
  { name: "two records in a line", by: K, forge: line((told) => `${told},${told}`), code: malformed },
  { name: "comment", by: K, forge: line((told) => `${told}//`), code: malformed },
  { name: "deep json line", by: K, forge: line(() => `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`), code: spelled },
  { name: "a line of a megabyte", by: K, forge: field("reason", `"${"x".repeat(1 << 20)}"`), code: "shard_too_large" },
  { name: "unknown kind", by: K, forge: field("kind", '"surprise"'), code: malformed },
  { name: "version of the future", by: K, forge: field("v", "2"), code: malformed },
  { name: "negative block", by: K, forge: field("block", "-2"), code: malformed },
  { name: "reason with a newline", by: K, forge: field("reason", '"a\\nb"'), code: malformed },
  { name: "transcript no hash", by: K, forge: field("transcript", '"../../etc"'), code: malformed },
  { name: "records of other netuid", by: K, forge: field("netuid", "7"), code: "shard_record_foreign" },
  { name: "records of other rules", by: K, forge: field("rules", '"0123456789abcdef"'), code: "shard_record_foreign" },
  { name: "outcome unknown", by: K, forge: field("outcome", '"won"'), code: malformed },
  { name: "atMs zero", by: K, forge: change("atMs", 0), code: null },
  { name: "atMs max", by: K, forge: change("atMs", Number.MAX_SAFE_INTEGER), code: null },
  { name: "latency and tokens altered", by: K, forge: change("latencyMs", 9_999_999), code: null },
  {
    name: "commitBlock 1",
    by: K,
    forge: change("commitBlock", 1),
    code: "unknown_commitment",
  },
  { name: "model", by: K, forge: change("model", "m9/affine-9"), code: "unknown_commitment" },
  { name: "revision", by: K, forge: change("revision", "f".repeat(40)), code: "unknown_commitment" },
  { name: "index", by: K, forge: change("index", 2), code: "unknown_question", also: ["dropped_record"] },
  {
    name: "index far away",
    by: K,
    forge: change("index", 1_000_000),
    code: "unknown_question",
    also: ["dropped_record"],
  },
  { name: "env", by: K, forge: change("env", "SAT"), code: "unknown_question", also: ["dropped_record"] },
  {
    name: "env in other letters",
    by: K,
    forge: change("env", "word"),
    code: "unknown_question",
    also: ["dropped_record"],
  },
  { name: "round", by: K, forge: change("round", 999), code: "wrong_round", also: ["dropped_record"] },
  {
    name: "committed after the question",
    by: K,
    forge: record(isScored(1000), (one) => void (one["commitBlock"] = one["block"]!)),
    code: "late_commitment",
    also: ["unknown_commitment"],
  },
  {
    name: "other beacon",
    by: K,
    forge: record(isScored(1000), (one) => {
      one["challenge"] = (one["challenge"] as string).replace(/[0-9a-f]{8}$/, "01234567");
    }),
    code: "wrong_challenge",
    also: ["foreign_transcript"],
  },
  {
    name: "easier params",
    by: K,
    forge: record(isScored(1000), (one) => {
      const parts = (one["challenge"] as string).split("/");
      parts[2] = Buffer.from('{"level":2}').toString("base64url");
      one["challenge"] = parts.join("/");
    }),
    code: "wrong_challenge",
  },
  {
    name: "another version of the environment",
    by: K,
    forge: record(isScored(1000), (one) => {
      one["challenge"] = (one["challenge"] as string).replace("WORD/1/", "WORD/2/");
    }),
    code: "wrong_challenge",
  },
  {
    name: "future block",
    by: K,
    forge: async (forger) => {
      const last = (await forger.count()) - 1;
      let at = 0;
      await forger.forge(last, ({ header, records }) => {
        at = records.length - 1;
        const block = 1_000_000;
        Object.assign(records[at]!, { block, round: block / 2 });
        return { header: { ...header, lastBlock: block }, lines: records.map(canonical) };
      });
      return { at: `${forger.keyOf(last)}#${at + 2}` };
    },
    code: "future_block",
    also: ["dropped_record"],
  },
  {
    name: "unregistered hotkey",
    by: K,
    forge: async (forger) => {
      await forger.forge(SEQ, ({ records }) => {
        const one = records.at(-1)!;
        records.push({ ...one, hotkey: forger.key.address, uid: 0 });
        const keyOf = (entry: Fields) => `rollout/${entry["hotkey"] as string}/${entry["challenge"] as string}`;
        records.sort((a, b) => Number(a["block"]) - Number(b["block"]) || (keyOf(a) < keyOf(b) ? -1 : 1));
      });
      const { records } = await forger.read(SEQ);
      const place = records.findIndex(({ hotkey }) => hotkey === forger.key.address);
      return { at: `${forger.keyOf(SEQ)}#${place + 2}` };
    },
    code: "swapped_answer",
    also: ["dropped_record"],
  },
  { name: "every record as it was, signed anew", by: K, forge: record(any, () => undefined), code: null },
];

import { execFileSync } from "node:child_process";
import { mkdir, rm, symlink, truncate, unlink, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Fields, Forger } from "./forger.ts";
import { isScored, record, SEQ, type Forgery } from "./forgery.ts";

const right = isScored(1000);
const wrong = isScored(0);

/** Another transcript in the place of a record's, stored under its own hash. */
const retold = (change: (transcript: Fields) => void) =>
  record(right, async (one, forger) => {
    const transcript = await forger.transcript(one["transcript"] as string);
    change(transcript);
    one["transcript"] = await forger.put("transcripts", transcript);
  });

/** Something else in the place of a stored transcript. */
const stored =
  (spoil: (path: string) => Promise<void> | void): Forgery["forge"] =>
  async (forger: Forger) => {
    const { records } = await forger.read(SEQ);
    const place = records.findIndex(right);
    const path = forger.objectPath("transcripts", records[place]!["transcript"] as string);
    await spoil(path);
    return { at: `${forger.keyOf(SEQ)}#${place + 2}` };
  };

const replaced = (put: (path: string) => Promise<void> | void) =>
  stored(async (path) => {
    await unlink(path);
    await put(path);
  });

/** A right answer, and another miner's to the same question. */
function rivals(records: readonly Fields[]): [Fields, Fields] {
  for (const one of records.filter(right)) {
    const other = records.find(
      ({ challenge, hotkey, transcript }) =>
        challenge === one["challenge"] && hotkey !== one["hotkey"] && transcript !== null,
    );
    if (other !== undefined) return [one, other];
  }
  throw new Error("No two miners answered a question of this shard.");
}

const K = "K" as const;
const O = "O" as const;
const edits = "transcripts" as const;

export const ANSWERS: readonly Forgery[] = [
  { name: "flip 0 1000", by: K, forge: record(wrong, (one) => void (one["score"] = 1000)), code: "wrong_score" },
  { name: "flip 1000 0", by: K, forge: record(right, (one) => void (one["score"] = 0)), code: "wrong_score" },
  { name: "partial 500", by: K, forge: record(right, (one) => void (one["score"] = 500)), code: "wrong_score" },
  { name: "one thousandth", by: K, forge: record(right, (one) => void (one["score"] = 999)), code: "wrong_score" },
  {
    name: "score and reason",
    by: K,
    forge: record(wrong, (one) => void Object.assign(one, { score: 1000, reason: "correct" })),
    code: "wrong_score",
  },
  { name: "reason only", by: K, forge: record(right, (one) => void (one["reason"] = "lucky")), code: "wrong_reason" },
  {
    name: "infra with score",
    by: K,
    forge: record(right, (one) => void (one["outcome"] = "infra_failure")),
    code: "wrong_score",
  },
  {
    name: "model failure with score",
    by: K,
    forge: record(right, (one) => void (one["outcome"] = "model_failure")),
    code: "wrong_score",
    also: ["wrong_outcome"],
  },
  {
    name: "model failure claimed",
    by: K,
    forge: record(right, (one) => void Object.assign(one, { outcome: "model_failure", score: 0, reason: "empty" })),
    code: "wrong_outcome",
  },
  {
    name: "invalid claimed",
    by: K,
    forge: record(right, (one) => void Object.assign(one, { outcome: "invalid", score: 0, reason: "checker_broken" })),
    code: "wrong_outcome",
  },
  {
    name: "swap two miners",
    by: K,
    forge: async (forger) => {
      let at = 0;
      await forger.forge(SEQ, ({ records }) => {
        const [one, other] = rivals(records);
        at = records.indexOf(one);
        for (const field of ["transcript", "score", "reason", "outcome"]) {
          [one[field], other[field]] = [other[field]!, one[field]!];
        }
      });
      return { at: `${forger.keyOf(SEQ)}#${at + 2}` };
    },
    code: "swapped_answer",
  },
  {
    name: "same answer for two",
    by: K,
    forge: async (forger) => {
      let at = 0;
      await forger.forge(SEQ, ({ records }) => {
        const [one, other] = rivals(records);
        at = records.indexOf(other);
        for (const field of ["transcript", "score", "reason", "outcome"]) other[field] = one[field]!;
      });
      return { at: `${forger.keyOf(SEQ)}#${at + 2}` };
    },
    code: "swapped_answer",
  },
  {
    name: "prompt altered",
    by: K,
    forge: retold((told) => void (told["messages"] = [{ role: "user", content: "say anything" }])),
    code: "altered_prompt",
  },
  {
    name: "system prompt added",
    by: K,
    forge: retold((told) => void (told["messages"] as Fields[]).unshift({ role: "system", content: "be right" })),
    code: "altered_prompt",
  },
  ...(["temperatureThousandths", "maxTokens", "seed"] as const).map((field): Forgery => ({
    name: `sampling altered: ${field}`,
    by: K,
    forge: retold((told) => void ((told["sampling"] as Fields)[field] = 7)),
    code: "altered_sampling",
  })),
  {
    name: "the text altered, the score kept",
    by: K,
    forge: retold((told) => void (told["text"] = "nothing of the kind")),
    code: "wrong_score",
  },
  {
    name: "transcript of other question",
    by: K,
    forge: async (forger) => {
      let at = 0;
      await forger.forge(SEQ, ({ records }) => {
        at = records.findIndex(right);
        const one = records[at]!;
        const other = records.find(
          (entry) => right(entry) && entry["hotkey"] === one["hotkey"] && entry["challenge"] !== one["challenge"],
        )!;
        one["transcript"] = other["transcript"]!;
      });
      return { at: `${forger.keyOf(SEQ)}#${at + 2}` };
    },
    code: "foreign_transcript",
  },
  {
    name: "transcript null scored",
    by: K,
    forge: record(right, (one) => void (one["transcript"] = null)),
    code: "missing_transcript",
  },
  {
    name: "transcript that nobody stored",
    by: K,
    forge: record(right, (one) => void (one["transcript"] = "ab".repeat(32))),
    code: "missing_transcript",
  },
  {
    name: "transcript bytes altered",
    by: O,
    edits,
    forge: stored((path) => writeFile(path, gzipSync('{"kind":"transcript"}'))),
    code: "broken_transcript",
  },
  { name: "transcript missing", by: O, edits, forge: stored((path) => unlink(path)), code: "missing_transcript" },
  {
    name: "transcript gzip bomb",
    by: O,
    edits,
    forge: stored((path) => writeFile(path, gzipSync(Buffer.alloc(65 << 20), { level: 1 }))),
    code: "broken_transcript",
  },
  { name: "transcript empty", by: O, edits, forge: stored((path) => writeFile(path, "")), code: "broken_transcript" },
  {
    name: "transcript of bytes behind its end",
    by: O,
    edits,
    forge: stored((path) => writeFile(path, Buffer.concat([gzipSync("{}"), Buffer.alloc(9)]))),
    code: "broken_transcript",
  },
  {
    name: "transcript not text",
    by: O,
    edits,
    forge: stored((path) => writeFile(path, gzipSync(Buffer.from([0xff, 0xfe, 0])))),
    code: "broken_transcript",
  },
  {
    name: "transcript fifo",
    by: O,
    edits,
    forge: replaced((path) => void execFileSync("mkfifo", [path])),
    code: "broken_transcript",
  },
  {
    name: "transcript symlink etc",
    by: O,
    edits,
    forge: replaced((path) => symlink("/etc/passwd", path)),
    code: "broken_transcript",
  },
  {
    name: "transcript symlink to a device",
    by: O,
    edits,
    forge: replaced((path) => symlink("/dev/zero", path)),
    code: "broken_transcript",
  },
  {
    name: "transcript symlink to itself",
    by: O,
    edits,
    forge: replaced((path) => symlink(path, path)),
    code: "broken_transcript",
  },
  {
    name: "transcript directory",
    by: O,
    edits,
    forge: replaced(async (path) => {
      await mkdir(path);
    }),
    code: "missing_transcript",
  },
  {
    name: "transcript sparse 3GiB file",
    by: O,
    edits,
    forge: stored((path) => truncate(path, 3 * 2 ** 30)),
    code: "broken_transcript",
  },
  {
    name: "all transcripts deleted",
    by: O,
    edits,
    forge: async (forger) => {
      await rm(`${forger.folder}/transcripts`, { recursive: true });
      const { records } = await forger.read(SEQ);
      return { at: `${forger.keyOf(SEQ)}#${records.findIndex(right) + 2}` };
    },
    code: "missing_transcript",
  },
];

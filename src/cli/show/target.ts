import { AffineError } from "../../core/index.ts";

/** What `af show` is asked for. */
export type Target =
  | { readonly kind: "test"; readonly id: string }
  /** A line of a shard, as rollouts and deviations name it: `records/…#line`. */
  | { readonly kind: "record"; readonly key: string; readonly line: number }
  | { readonly kind: "question"; readonly id: string }
  | { readonly kind: "uid" | "round" | "block"; readonly number: number }
  /** A bare number: whatever has it. */
  | { readonly kind: "number"; readonly number: number };

const HINT =
  "Name a test (16 hexadecimal digits), a record (records/…#7), a challenge id, uid:5, round:41, block:123, or a number.";

/** Reads the word behind `af show`. @throws AffineError `usage` */
export function targetOf(word: string): Target {
  const [, key = "", line = ""] = /^(records\/.+\.ndjson\.gz)#([1-9][0-9]{0,8})$/.exec(word) ?? [];
  if (key !== "") return { kind: "record", key, line: Number(line) };
  const [, kind = "", digits = ""] = /^(?:(uid|round|block):)?(0|[1-9][0-9]{0,14})$/.exec(word) ?? [];
  if (digits !== "") {
    const number = Number(digits);
    return kind === "" ? { kind: "number", number } : { kind: kind as "uid" | "round" | "block", number };
  }
  if (/^[0-9a-f]{16}$/.test(word)) return { kind: "test", id: word };
  if (word.split("/").length === 4) return { kind: "question", id: word };
  throw new AffineError("usage", `${JSON.stringify(word.slice(0, 80))} names nothing that can be shown.`, {
    hint: HINT,
  });
}

import type { ErrorCode } from "../../../../core/index.ts";
import type { CardSlice, SliceResult } from "../../../../envs/index.ts";
import type { LineResult } from "../evaluate-line.ts";
import type { ReadLine } from "../read-lines.ts";

/** What every thread is started with. */
export interface ThreadSettings {
  /** Modules with more environments, as `--module` names them. */
  readonly module: readonly string[];
  /** Seconds that are waited for one call of a module's code. */
  readonly patience?: number | undefined;
  /** See `CheckContext.everyTest`. */
  readonly everyTest?: boolean;
}

/** What a thread is given besides: where it shows which call of a module's code is at work in it. */
export interface ThreadData extends ThreadSettings {
  readonly board: SharedArrayBuffer;
}

/** Work for a thread: a slice of an environment's card, or answers to judge. */
export type ThreadJob =
  | { readonly is: "measure"; readonly name: string; readonly slice: CardSlice }
  | { readonly is: "judge"; readonly lines: readonly ReadLine[] };

/** What a thread answers. */
export type ThreadReply =
  | { readonly is: "measured"; readonly result: SliceResult }
  | { readonly is: "judged"; readonly results: readonly LineResult[] }
  | {
      readonly is: "failed";
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
    };

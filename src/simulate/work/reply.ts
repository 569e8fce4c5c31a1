import type { ErrorCode } from "../../core/index.ts";
import type { Sample } from "../statistics.ts";

/** What a worker answers. */
export type WorkerReply =
  | { readonly samples: readonly Sample[] }
  | { readonly failure: { readonly code: ErrorCode; readonly message: string; readonly hint: string | undefined } };

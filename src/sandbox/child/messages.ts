import type { Limits } from "../limits.ts";
import type { VerdictKind } from "../verdict.ts";
import type { ReachableFromChild } from "./walls.ts";

/** From the parent to the child process. A job's parts: program, stdin, and its files' bytes one behind the other. */
export type ToChild =
  | {
      readonly type: "job";
      readonly id: number;
      readonly limits: Limits;
      /** Paths and lengths of the files, in the order of their bytes. */
      readonly files: readonly (readonly [path: string, bytes: number])[];
    }
  | { readonly type: "ping"; readonly number: number }
  | { readonly type: "probe" };

/** From the child process. A verdict's parts: stdout, stderr; what was built: its bytes. */
export type FromChild =
  | { readonly type: "ready"; readonly workers: number; readonly node: string }
  | { readonly type: "built"; readonly name: "module" | "snapshot" }
  | { readonly type: "pong"; readonly number: number }
  | { readonly type: "walls"; readonly reachable: ReachableFromChild }
  | { readonly type: "failed"; readonly reason: string }
  | {
      readonly type: "verdict";
      readonly id: number;
      readonly verdict: {
        readonly kind: VerdictKind | "host_failure";
        readonly exitCode: number | null;
        readonly ticks: number;
        readonly truncated: boolean;
        readonly detail: string | null;
      };
    };

import type { VerdictKind } from "../verdict.ts";

/** Thrown by the host's functions to end a run. Python code cannot catch it: it unwinds the whole interpreter. */
export class RunEnded extends Error {
  readonly kind: VerdictKind | "host_failure";
  readonly exitCode: number | null;
  readonly detail: string | null;

  constructor(kind: VerdictKind | "host_failure", exitCode: number | null = null, detail: string | null = null) {
    super(detail ?? kind);
    this.kind = kind;
    this.exitCode = exitCode;
    this.detail = detail;
  }
}

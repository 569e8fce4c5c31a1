import type { Verdict } from "../../../src/sandbox/index.ts";

/** How a program ended that wrote nothing and went wrong in nothing: what tests of judges change one thing of. */
export const ENDED_WELL: Verdict = {
  kind: "ok",
  exitCode: 0,
  stdout: "",
  stderr: "",
  ticks: 1,
  truncated: false,
  detail: null,
};

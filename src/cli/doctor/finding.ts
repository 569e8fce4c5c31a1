/** One line of `af doctor`. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "warning" | "problem";
  /** What was found. */
  readonly found: string;
  /** What to do; empty when it is well. */
  readonly advice: string;
}

export function ok(check: string, found: string): Finding {
  return { check, state: "ok", found, advice: "" };
}

export function warning(check: string, found: string, advice: string): Finding {
  return { check, state: "warning", found, advice };
}

export function problem(check: string, found: string, advice: string): Finding {
  return { check, state: "problem", found, advice };
}

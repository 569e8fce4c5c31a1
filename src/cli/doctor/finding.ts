/** One line of `af doctor`. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "warning" | "problem";
  /** What was found. */
  readonly found: string;
  /** What to do; empty when it is well. */
  readonly advice: string;
  /** Does what the advice says, where that loses nothing and can be undone; throws where it cannot. */
  readonly fix?: () => Promise<unknown>;
}

export function ok(check: string, found: string): Finding {
  return { check, state: "ok", found, advice: "" };
}

export function warning(check: string, found: string, advice: string, fix?: Finding["fix"]): Finding {
  return { check, state: "warning", found, advice, ...(fix === undefined ? {} : { fix }) };
}

export function problem(check: string, found: string, advice: string): Finding {
  return { check, state: "problem", found, advice };
}

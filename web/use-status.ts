import { useEffect, useState } from "preact/hooks";
import type { Status } from "../src/serve/status-schema.ts";

const POLL_MS = 1_000;
const TIMEOUT_MS = 5_000;

export interface Feed {
  /** The last answer; stays while later ones fail. */
  readonly status: Status | undefined;
  /** Milliseconds since the validator last looked at the chain, growing while nothing new arrives. */
  readonly ageMs: number;
  /** Why the last question failed; undefined when it did not. */
  readonly failure: string | undefined;
}

interface Held {
  status: Status;
  receivedAtMs: number;
}

/** Asks the API once a second and keeps the age of its last answer. */
export function useStatus(): Feed {
  const [held, setHeld] = useState<Held>();
  const [failure, setFailure] = useState<string>();
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    let stopped = false;
    let timer = 0;
    const poll = async (): Promise<void> => {
      try {
        const response = await fetch("./api/status", { signal: AbortSignal.timeout(TIMEOUT_MS), cache: "no-store" });
        if (!response.ok) throw new Error(`the API answered ${response.status}`);
        setHeld({ status: (await response.json()) as Status, receivedAtMs: Date.now() });
        setFailure(undefined);
      } catch (thrown) {
        setFailure(thrown instanceof Error ? thrown.message : String(thrown));
      }
      setNowMs(Date.now());
      if (!stopped) timer = window.setTimeout(() => void poll(), POLL_MS);
    };
    void poll();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, []);
  const ageMs =
    held === undefined
      ? 0
      : Math.max(0, held.status.servedAtMs - held.status.validator.updatedAtMs) +
        Math.max(0, nowMs - held.receivedAtMs);
  return { status: held?.status, ageMs, failure };
}

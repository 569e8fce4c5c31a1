import { useEffect, useState } from "preact/hooks";
import type { Asked } from "../use-ask.ts";
import { callProof } from "./call-proof.ts";
import type { ProofCall, ProofCalls } from "./messages.ts";

/** What the worker answers; asked again when `key` changes. `null` asks nothing. */
export function useCall<Call extends ProofCall>(
  call: Call,
  given: ProofCalls[Call]["given"] | null,
  key: string,
): Asked<ProofCalls[Call]["back"]> {
  const [asked, setAsked] = useState<Asked<ProofCalls[Call]["back"]> & { key?: string }>({ state: "loading" });
  useEffect(() => {
    if (given === null) return;
    let isGone = false;
    callProof(call, given).then(
      (value) => {
        if (!isGone) setAsked({ state: "there", value, key });
      },
      (error: unknown) => {
        if (!isGone) setAsked({ state: "failed", why: error instanceof Error ? error.message : String(error), key });
      },
    );
    return () => {
      isGone = true;
    };
    // What is given follows from the key.
  }, [call, key, given === null]);
  return asked.key === key ? asked : { state: "loading" };
}

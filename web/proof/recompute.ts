import { AffineError, errorMessage } from "../../src/core/errors.ts";
import { challengeFromId } from "../../src/envs/challenge-from-id.ts";
import type { RolloutRecord } from "../../src/record/rollout-record.ts";
import type { Transcript } from "../../src/record/transcript.ts";
import type { RequestRules } from "../../src/replay/rules.ts";
import { evaluateAgain } from "../../src/rounds/evaluate-again.ts";
import { figuresOf, lengthFact } from "./evidence/facts.ts";
import { words } from "../format.ts";
import { evidenceOf } from "./evidence/evidence-of.ts";
import type { Recomputed, Step } from "./steps.ts";

const WHAT = "The score is what the environment says";

/** Judges a recorded answer anew with the code that validators do it with. */
export async function recompute(
  record: RolloutRecord,
  transcript: Transcript,
  request: RequestRules,
): Promise<Recomputed> {
  const startedAtMs = performance.now();
  try {
    const fault = await evaluateAgain(record, transcript, request);
    const ms = performance.now() - startedAtMs;
    if (fault === null) {
      const step: Step = { what: WHAT, result: "right", detail: `${percent(record.score)}, ${words(record.reason)}` };
      return { step, facts: await factsOf(record, transcript), ms };
    }
    const found =
      fault.found === null ? "" : `: computed here ${percent(fault.found.score)}, ${words(fault.found.reason)}`;
    const said = `the record says ${percent(record.score)}, ${words(record.reason)}${found} (${words(fault.reason)})`;
    return { step: { what: WHAT, result: "wrong", detail: said }, facts: await factsOf(record, transcript), ms };
  } catch (error) {
    const hint = AffineError.isInstance(error) && error.hint !== undefined ? ` ${error.hint}` : "";
    const detail = `${errorMessage(error)}${hint}`;
    return { step: { what: WHAT, result: "unknown", detail }, facts: [], ms: performance.now() - startedAtMs };
  }
}

/** What the verdict rests on: of a game, on all its turns. */
async function factsOf(record: RolloutRecord, transcript: Transcript): Promise<Recomputed["facts"]> {
  if (record.outcome !== "scored") return [];
  const challenge = challengeFromId(record.challenge);
  const turns = [...(transcript.earlier ?? []), transcript].map(({ text }) => text);
  if (challenge.episode === null && turns.length > 1) return [];
  const { extracted, metrics, reason } = await challenge.evaluate(challenge.episode === null ? transcript.text : turns);
  return [
    ["verdict", reason.replaceAll("_", " ")],
    ["answer that was taken", extracted ?? "none found"],
    ...(challenge.episode === null ? lengthFact(reason, transcript.text.length) : []),
    ...evidenceOf(record.challenge, extracted),
    ...figuresOf(metrics),
  ];
}

function percent(thousandths: number): string {
  return `${(thousandths / 10).toFixed(1)}%`;
}

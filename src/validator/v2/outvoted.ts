import type { ContestState } from "../../replay/index.ts";

/** What is found about a revision's content never changes; hosts come and go, and opinions about them with them. */
const ABOUT_CONTENT = new Set([
  "architecture",
  "chat_template",
  "identity_mismatch",
  "model_code",
  "not_a_model",
  "too_large",
]);

/**
 * Where most validators have another opinion of a model's content than we have: their limits or their program differ
 * from ours. The majority decides, for everybody; the operator should know. One line a key.
 *
 * @param opinionOf our own opinion of a key's commitment; `undefined` while there is none
 */
export function outvoted(
  standings: ContestState["standings"],
  opinionOf: (hotkey: string, revision: string) => string | undefined,
): string[] {
  return standings.flatMap(({ uid, hotkey, revision, state, reason }) => {
    const own = revision === null ? undefined : opinionOf(hotkey, revision);
    if (own === undefined) return [];
    const isIn = state === "champion" || state === "contends";
    if (isIn && ABOUT_CONTENT.has(own)) return [`uid ${uid} is admitted, we find ${own}`];
    return state === "refused" && ABOUT_CONTENT.has(reason) && own === "ok"
      ? [`uid ${uid} is refused for ${reason}, we find nothing`]
      : [];
  });
}

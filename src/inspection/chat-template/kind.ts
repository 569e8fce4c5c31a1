/**
 * What a value of a template may hold of the question that a model is asked:
 *
 * - `plain`: nothing of it: flags, roles, tools, figures
 * - `messages`, `message`: the conversation, and one turn of it
 * - `question`: text of the question. `steps` counts the methods that cut it, Infinity where no more may; `part` says
 *   that it may be a single character, from going through a text
 * - `pieces`: a text that was split; `length`: how long a text is
 * - `namespace`: an object whose attributes outlive a loop's round
 */
export type Kind =
  | { readonly of: "plain" }
  | { readonly of: "messages" }
  | { readonly of: "message" }
  | { readonly of: "question"; readonly steps: number; readonly part: "no" | "is" | "has" }
  | { readonly of: "pieces"; readonly steps: number }
  | { readonly of: "length" }
  | { readonly of: "namespace"; readonly id: string };

export const PLAIN: Kind = { of: "plain" };
export const MESSAGES: Kind = { of: "messages" };
export const MESSAGE: Kind = { of: "message" };
export const FRESH: Kind = { of: "question", steps: 0, part: "no" };
/** Text of the question that no method may cut any more. */
export const FROZEN: Kind = { of: "question", steps: Number.POSITIVE_INFINITY, part: "no" };

export function isPlain(kind: Kind): boolean {
  return kind.of === "plain";
}

/** What a value is that may be either. */
export function join(left: Kind, right: Kind): Kind {
  if (same(left, right)) return left;
  if (left.of === "plain") return right;
  if (right.of === "plain") return left;
  if (left.of === "question" && right.of === "question") return joinedText(left, right);
  // A conversation and a text under one name: kept to what both allow.
  return FROZEN;
}

/** What a text is that was put together from these. */
export function concatenated(left: Kind, right: Kind): Kind {
  const text = (kind: Kind): Extract<Kind, { of: "question" }> | undefined =>
    isPlain(kind) ? undefined : kind.of === "question" ? kind : { of: "question", steps: Infinity, part: "no" };
  const [first, second] = [text(left), text(right)];
  if (first === undefined && second === undefined) return PLAIN;
  const whole = first === undefined ? second : second === undefined ? first : joinedText(first, second);
  if (whole === undefined) return PLAIN;
  // A character with something beside it must not be looked at: a test could tell which character it is.
  return whole.part === "no" ? whole : { ...whole, part: "has" };
}

function joinedText(
  left: Extract<Kind, { of: "question" }>,
  right: Extract<Kind, { of: "question" }>,
): Extract<Kind, { of: "question" }> {
  const rank = ["no", "is", "has"] as const;
  const part = rank[Math.max(rank.indexOf(left.part), rank.indexOf(right.part))] ?? "has";
  return { of: "question", steps: Math.max(left.steps, right.steps), part };
}

export function same(left: Kind, right: Kind): boolean {
  return JSON.stringify(left) === JSON.stringify(right) && stepsOf(left) === stepsOf(right);
}

function stepsOf(kind: Kind): number {
  return "steps" in kind ? kind.steps : 0;
}

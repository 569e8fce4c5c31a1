import type { Analysis } from "./analysis.ts";
import { isPlain, PLAIN, type Kind } from "./kind.ts";
import { seek } from "./text-rules.ts";
import type { Expression } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

/** Literals in a list that a text is looked up in. */
const MAX_CHOICES = 16;

/** A comparison: with the question, only of a text with texts that stand in the template. */
export function comparisonKind(
  { operator, line, left, right }: Extract<Expression, { kind: "binary" }>,
  leftKind: Kind,
  rightKind: Kind,
  analysis: Analysis,
): Kind {
  if (isPlain(leftKind) && isPlain(rightKind)) return PLAIN;
  if (operator === "in") return inKind(left, right, leftKind, rightKind, analysis, line);
  const [sought, text] = isPlain(leftKind) ? [left, rightKind] : [right, leftKind];
  const other = isPlain(leftKind) ? leftKind : rightKind;
  const equality = operator === "==" || operator === "!=";
  if (equality && leftKind.of === "message" && rightKind.of === "message") {
    analysis.fact(line);
    return PLAIN;
  }
  if (text.of === "length" && sought.kind === "literal" && (sought.value === 0 || sought.value === 1)) {
    analysis.fact(line);
    return PLAIN;
  }
  if (text.of === "question" && equality && isPlain(other) && sought.kind === "literal") {
    if (text.part !== "no") throw new TemplateDefect(line, "a comparison of a single character");
    seek(sought, line);
    analysis.fact(line);
    return PLAIN;
  }
  throw new TemplateDefect(line, `a message's text compared by ${operator} with more than a text of the template`);
}

function inKind(
  left: Expression,
  right: Expression,
  leftKind: Kind,
  rightKind: Kind,
  analysis: Analysis,
  line: number,
): Kind {
  // A turn is looked through by its keys.
  if (isPlain(leftKind) && rightKind.of === "message") return PLAIN;
  if (rightKind.of === "question" && left.kind === "literal") {
    seek(left, line);
    // A character contains no longer text, so this can only find the key of a part.
    const whole = rightKind.part === "no" || (rightKind.part === "is" && String(left.value).length >= 2);
    if (!whole) throw new TemplateDefect(line, "a search in a single character");
    analysis.fact(line);
    return PLAIN;
  }
  const listed = right.kind === "list" && right.items.length <= MAX_CHOICES ? right.items : undefined;
  if (
    leftKind.of === "question" &&
    leftKind.part === "no" &&
    listed?.every(({ kind }) => kind === "literal") === true
  ) {
    for (const item of listed) seek(item, line);
    analysis.fact(line, listed.length);
    return PLAIN;
  }
  throw new TemplateDefect(line, "a search in a message's text for more than a text of the template");
}

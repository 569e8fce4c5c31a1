const WORD = "[a-z]{1,32}";
/** `name(a, b)`, also `name(a b)`, `(name a b)` and `(name, a, b)`. */
export const FACT =
  `(?:${WORD}[ \\t]{0,16}\\([ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}\\)|` +
  `\\([ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}\\))`;

const AND = "[ \\t]{0,8}(?:,|;|&|∧|,?[ \\t]{0,4}\\band\\b)[ \\t]{0,8}";
const DIGITS = "[([]?#?\\d{1,6}[)\\]]?";
const NUMBERS = `${DIGITS}(?:${AND}${DIGITS}){0,16}`;
const RULE = `(?:the[ \\t]{1,4})?(?:(?:inference[ \\t]{1,4})?rule[ \\t]{0,4}#?|r)\\d{1,6}`;
const LINES = `(?:the[ \\t]{1,4})?(?:lines?|steps?|facts?|premises?)[ \\t]{1,4}${NUMBERS}`;
/** `X=a`, `X/a`: letters of a rule and what stands in their places. */
const BOUND = `[wxyz][ \\t]{0,4}(?:=|:=|->|→|↦|/|:)[ \\t]{0,4}${WORD}`;
const BOUNDS = `[([{]?${BOUND}(?:${AND}${BOUND}){0,8}[)\\]}]?`;
const BY =
  "(?:by|from|using|use|via|with|applying|apply|through|on|to|where|for|taking|setting|since|because|and)[ \\t]{1,8}";
const PREMISES = `(?:(?:by|from|using|with|on|to|since|because)[ \\t]{1,8})${FACT}(?:${AND}${FACT}){0,40}(?:[ \\t]{1,4}holds?)?`;
const OF_NUMBERS = `(?:by|from|using)[ \\t]{1,8}${NUMBERS}`;
const PIECE = `(?:(?:${BY})?(?:${RULE}|${LINES}|${BOUNDS})|${OF_NUMBERS})`;
const THAT = "(?:[ \\t]{1,4}that)?(?:[ \\t]{1,4}the[ \\t]{1,4}goal)?[:,]?[ \\t]{1,8}";
const SO =
  "(?:[ \\t]{0,8}(?::|,|->|=>|→|⇒|⊢|∴)[ \\t]{0,8}|[ \\t]{0,8},?[ \\t]{1,8}(?:so|hence|thus|therefore|gives|yields|implies|proves|produces|" +
  `(?:we|i)[ \\t]{1,4}(?:can[ \\t]{1,4})?(?:get|have|derive|conclude|infer|obtain)|it[ \\t]{1,4}follows)${THAT})`;
/** `by rule 2 with X=a, Y=b, from lines 1 and 2:`. */
const LEAD = new RegExp(
  `^(?:${PIECE}(?:(?:[ \\t]{0,8}[,;])?[ \\t]{0,8}(?:${PIECE}|${PREMISES})){0,5}${SO}|[([](?:rule[ \\t]{0,4}#?|r)\\d{1,6}[)\\]][:,]?[ \\t]{1,8})(?=${FACT})`,
);

/** A line without the rule, the letters and the lines that it says a fact follows by. */
export function withoutLead(line: string): string {
  return line.replace(LEAD, "");
}

const WORD = "[a-z]{1,32}";
/** `name(a, b)`, also `name(a b)`, `(name a b)` and `(name, a, b)`. */
export const FACT =
  `(?:${WORD}[ \\t]{0,16}\\([ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}\\)|` +
  `\\([ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}\\))`;

const sticky = (pattern: string): RegExp => new RegExp(pattern, "y");
const RULE = sticky("(?:the[ \\t]{1,4})?(?:(?:inference[ \\t]{1,4})?rule[ \\t]{0,4}#?|r)\\d{1,6}(?!\\w)");
const LINES = sticky("(?:the[ \\t]{1,4})?(?:lines?|steps?|facts?|premises?)[ \\t]{1,4}(?=[([#]{0,2}\\d)");
const DIGITS = sticky("[([]?#?\\d{1,6}[)\\]]?(?![\\w.])");
/** `X=a`, `X/a`: letters of a rule and what stands in their places. */
const BOUND = sticky(`[([{]?[wxyz][ \\t]{0,4}(?:=|:=|->|→|↦|/|:)[ \\t]{0,4}${WORD}[)\\]}]?(?![\\w(])`);
/** Behind these facts may stand from which another one follows, and numbers of lines. */
const BY_FACTS = sticky("(?:by|from|using|use|via|with|applying|apply|on|to|since|because)[ \\t]{1,8}");
const BY = sticky("(?:through|where|for|taking|setting)[ \\t]{1,8}");
const BETWEEN = sticky("[ \\t]{0,8}(?:[,;&∧]|and(?=[ \\t]))[ \\t]{0,8}|[ \\t]{1,8}");
const HOLDS = sticky("holds?(?=[ \\t,:])");
const FACT_HERE = sticky(FACT);
const COMMA = sticky(`[ \\t]{0,8}[,;][ \\t]{0,8}(?=${FACT})`);
const THAT = "(?:[ \\t]{1,4}that)?(?:[ \\t]{1,4}the[ \\t]{1,4}goal)?[:,]?[ \\t]{1,8}";
const SO = sticky(
  "(?:[ \\t]{0,8}(?::|->|=>|→|⇒|⊢|∴)[ \\t]{0,8}|[ \\t]{0,8},?[ \\t]{1,8}(?:so|hence|thus|therefore|gives|yields|implies|proves|produces|" +
    `(?:we|i)[ \\t]{1,4}(?:can[ \\t]{1,4})?(?:get|have|derive|conclude|infer|obtain)|it[ \\t]{1,4}follows)${THAT})(?=${FACT})`,
);
/** `(R2) name(a, b)`. */
const RULE_IN_BRACKETS = new RegExp(`^[([](?:rule[ \\t]{0,4}#?|r)\\d{1,6}[)\\]][:,]?[ \\t]{1,8}(?=${FACT})`);
const MOST_PIECES = 256;

/**
 * A line without the rule, the letters and the lines that it says a fact follows by: `by rule 2 with X=a, Y=b, from lines 1 and
 * 2: name(a, b)`. Of facts behind "from", "with" or the like the last one follows, if nothing else says which does. Piece by
 * piece, so that a line of a great many pieces is read in linear time.
 */
export function withoutLead(line: string): string {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(line)) return false;
    at = pattern.lastIndex;
    return true;
  };
  let hasLead = false;
  let [areFacts, areNumbers] = [false, false];
  let last = -1;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    if (hasLead && take(SO)) return line.slice(at);
    if (hasLead && take(COMMA)) {
      if (!areFacts) return line.slice(at);
      last = at;
    } else if (areFacts && (take(FACT_HERE) || take(HOLDS))) areNumbers = false;
    else if (take(RULE) || take(BOUND)) {
      hasLead = true;
      [areFacts, areNumbers] = [false, false];
    } else if (take(LINES)) areNumbers = true;
    else if (areNumbers && take(DIGITS)) {
      hasLead = true;
      areFacts = false;
    } else if (take(BY_FACTS)) [areFacts, areNumbers] = [true, true];
    else if (take(BY)) [areFacts, areNumbers] = [false, false];
    else if (!(piece > 0 && take(BETWEEN))) break;
  }
  return last === -1 ? line.replace(RULE_IN_BRACKETS, "") : line.slice(last);
}

const SOME =
  "(?:an? )?(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand|dozen|few|bit)";
/**
 * Words of a remark that make another number, or digits, of what it stands behind: `add five to it`, `half of it`, `in hex`. What
 * was done before ("after the swap", "added in the scope") does not.
 */
export const CHANGES_NUMBER = new RegExp(
  "^\\W*(?:thousands?|hundreds?|millions?|mod(?:ulo)?|squared?|cubed?)\\W*$|^\\W*(?:then |and |now |please |but )*(?:add|plus|minus|subtract|times|multipl\\w+|divide|increase|decrease|increment|decrement|raise|lower|halve|half|(?:double|triple)(?![ -]?check)|round(?! trip)|sort|negate|reverse|mirror|rotate)\\b(?! (?:of|by|to) the (?:scope|log|change|swap))|" +
    `\\b(?:by|plus|minus|times|add|adding|subtract|less) ${SOME}\\b(?! (?:assignments?|swaps?|changes?|undos?|lines?|cancels?|scopes?))|` +
    "\\b(?:in|as) (?:hex\\w*|octal|binary|base|roman)\\b|^\\W*(?:hex\\w*|octal|binary)\\W*$|" +
    "\\b(?:digits (?:reversed|swapped|inverted)|reversed? (?:the )?(?:digits|numbers|word|letters|list)|sorted (?:a|de)scending|(?:upper|lower|capital)[ -]?(?:case|letters))\\b|" +
    "^\\W*(?:at|from|in) the (?:beginning|outset)\\W*$|^\\W*(?:approx|unknown|unclear)\\b",
  "i",
);

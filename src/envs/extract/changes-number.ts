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
    "\\b(?:base|radix)[ -]\\w+|\\b(?:belongs?|goes|applies|refers?) to (?:the )?(?:next|other|previous|last|first|another)\\b|" +
    "^\\W*(?:ignoring|disregarding|neglecting|leaving out|skipping|not counting|excluding|except for|apart from|without|assuming|forgetting) (?:the |all |any |no )?(?:undos?|cancels?|scopes?|alias(?:es)?|swaps?|locals?|modulo|mod|changes?|last|first)\\b|" +
    "^\\W*(?:at (?:most|least)|almost|nearly|about|around|up to|no (?:more|less) than|(?:more|less|fewer|greater|bigger|smaller|larger|higher|lower) than|or (?:so|less|more)|give or take)\\W*$|" +
    "^\\W*(?:at|from|in) the (?:beginning|outset)\\W*$|^\\W*(?:approx|unknown|unclear)\\b",
  "i",
);

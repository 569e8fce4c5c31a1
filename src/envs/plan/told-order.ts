/** A remark that puts the steps into another order than the lines have, or one of them. */
const TURNS =
  /\b(?:(?:in )?reversed?(?: order)?|backwards?|bottom to top|bottom up|do this (?:first|last)|(?:comes|goes|is) (?:first|last)|(?:swap|switch|exchange|interchange)(?:ed|ped)? (?:the )?(?:steps?|lines?|actions?|order|\d)|(?:steps?|lines?|actions?) #?\d{1,6} and #?\d{1,6} (?:are )?(?:swapped|switched|exchanged|interchanged|reversed))\b/;
const REMARK_BEGINS = /[;#/[-]/;
/** Numbers that are told to be an order, of steps or of lines. */
const NUMBERS =
  /\b(?:order(?:ed)?|sequence|steps|lines|actions)\b[^\d\n]{0,24}(\d{1,6}(?:[ \t]{0,4}(?:,|;|->|=>|→|<|\bthen\b|\band\b|-)[ \t]{0,4}(?:then |and )?(?:(?:step|line|action) )?#?\d{1,6}){1,999})/g;
/** `step 2 before step 1`. */
const TWO =
  /\b(?:step|line|action) #?(\d{1,6}) (?:(?:comes|goes|happens|is done|must be done|has to be done|should be done) )?(before|after|precedes|follows) (?:step |line |action )?#?(\d{1,6})\b/g;

/** True for a line whose remark tells another order. Looked at from where it begins: from every mark in it, a long one takes quadratic time. */
export function tellsAnotherOrder(line: string): boolean {
  const at = line.search(REMARK_BEGINS);
  if (at === -1) return false;
  const remark = line.slice(at);
  return TURNS.test(remark) || areTurned(remark) || isBackwards(remark);
}

function areTurned(remark: string): boolean {
  return Array.from(remark.matchAll(NUMBERS), ([, list = ""]) => list.match(/\d+/g)?.map(Number) ?? []).some(
    (numbers) => numbers.some((number, at) => at > 0 && number <= (numbers[at - 1] ?? 0)),
  );
}

function isBackwards(remark: string): boolean {
  return Array.from(remark.matchAll(TWO)).some(([, one, word, other]) => {
    const isBefore = word === "before" || word === "precedes";
    return isBefore ? Number(one) > Number(other) : Number(one) < Number(other);
  });
}

import { isOutOfOrder, labelOf, tellsAnotherPlace } from "../extract/index.ts";

/** A remark that puts the steps into another order than the lines have, or one of them. */
const TURNS =
  /\b(?:(?:in )?reversed?(?: order)?|backwards?|bottom to top|bottom up|(?:swap|switch|exchange|interchange)(?:ed|ped)? (?:the )?(?:steps?|lines?|actions?|order|\d)|(?:steps?|lines?|actions?) #?\d{1,6} and #?\d{1,6} (?:are )?(?:swapped|switched|exchanged|interchanged|reversed))\b/;
/** Numbers that are told to be an order, of steps or of lines. */
const NUMBERS =
  /\b(?:order(?:ed)?|sequence|steps|lines|actions)\b[^\d\n]{0,24}(\d{1,6}(?:[ \t]{0,4}(?:,|;|->|=>|→|<|\bthen\b|\band\b|-)[ \t]{0,4}(?:then |and )?(?:(?:step|line|action) )?#?\d{1,6}){1,999})/g;
/** `step 2 before step 1`. */
const TWO =
  /\b(?:step|line|action) #?(\d{1,6}) (?:(?:comes|goes|happens|is done|must be done|has to be done|should be done) )?(before|after|precedes|follows) (?:step |line |action )?#?(\d{1,6})\b/g;

/** True for a remark that tells another order of the steps or lines by their numbers, or turns them round. */
function tellsAnotherOrder(remark: string): boolean {
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

/** A remark, how many steps stand before it, and whether it is on a line of its own. */
export interface PlacedRemark {
  readonly remark: string;
  readonly before: number;
  readonly isOwnLine: boolean;
}

/** A duration or cost behind a planner's time. */
const IN_SQUARE = /^\[/;

/**
 * Whether remarks put the steps into another order than the lines have: by numbers that go back or are not the step's own, by
 * ordinals, or by words.
 *
 * @param numbers what stands before each step as its number, `null` for nothing.
 * @param count of the steps.
 */
export function isAnotherOrder(
  remarks: readonly PlacedRemark[],
  numbers: readonly (number | null)[],
  count: number,
): boolean {
  if (remarks.some(({ remark }) => tellsAnotherOrder(remark))) return true;
  const headings = remarks.filter(({ isOwnLine }) => isOwnLine).map(({ remark }) => labelOf(remark)?.number ?? null);
  if (isOutOfOrder(headings)) return true;
  const behind = remarks.filter(({ isOwnLine }) => !isOwnLine);
  const labels = behind
    .filter(({ remark, before }) => !(IN_SQUARE.test(remark) && !Number.isInteger(numbers[before - 1] ?? 0)))
    .map(({ remark, before }) => ({ label: labelOf(remark), places: [before, numbers[before - 1] ?? before] }));
  const told = labels.flatMap(({ label, places }) => (label === null ? [] : [{ ...label, places }]));
  if (isOutOfOrder(told.map(({ number }) => number))) return true;
  const fit = told.every(({ number, isCounted, places }) => !isCounted || places.includes(number));
  if (!fit && told.length < count) return true;
  return remarks.some(({ remark, before, isOwnLine }) => {
    const places = isOwnLine ? [before, before + 1].filter((place) => place >= 1 && place <= count) : [before];
    return tellsAnotherPlace(remark, {
      places: [...places, ...(isOwnLine ? [] : [numbers[before - 1] ?? before])],
      count,
    });
  });
}

import { clausesOf } from "./clauses.ts";

/**
 * What a remark says of the place of what it stands on: its own number, an ordinal, before or after what it comes. One that fits
 * says nothing new, any other one tells another order than the lines.
 */
const any = (words: string): string => `(?:${words})`;
/** What may stand before that and adds nothing: "this has to be done", "it goes", "please move". */
const FILL = `(?:${any(
  "this|that|it|these|they|them|we|one|step|action|line|move|the|my|a|as|at|in|on|is|are|was|were|be|been|being|to|do|does|did|done|doing|goes|go|comes?|came|happens?|happened|occurs?|must|has|have|had|should|shall|can|could|will|would|may|might|ought|put|placed?|moved?|executed?|performed?|runs?|takes?|taken|apply|applied|belongs?|right|immediately|directly|only|just|actually|really|rather|then|please|here|now|not until|well|always|better|all|both|steps|actions|lines|every(?:thing| one)?",
)} +)*`;
const DO = any(
  "do|done|goes|go|comes?|happens?|occurs?|executed?|performed?|runs?|belongs?|should|must|moved?|put|placed?|taken?|applied|apply|be",
);
const NOUN = any("step|action|move|line|one");
const COUNTED = any(
  "step|action|move|line|order|position|pos|place|time ?step|time|t|no|nr|number|index|idx|sequence|seq|turn|stage|slot|rank|item|op(?:eration)?",
);
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const ORDINAL = any(`${ORDINALS.join("|")}|\\d{1,4}(?:st|nd|rd|th)|last|final|penultimate|(?:second|next) to last`);
const OF_ALL = any(
  " (?:of|in|out of) (?:(?:the|this|my|our|all) )?(?:plan|proof|sequence|order|list|all|them|\\d{1,6})",
);
const ALL = any(
  "everything(?: else)?|anything else|all(?: (?:of )?(?:the )?(?:others|other (?:steps|actions|lines)|rest|steps|actions|lines|else))?|the (?:others|rest|other (?:steps|actions|lines))",
);
const TARGET = any(
  `(?:the |its |this |that )?(?:(?:${COUNTED} |#)?#?(?<number>\\d{1,6})|(?<ordinal>${ORDINAL})(?: ${NOUN})?|(?<previous>(?:previous|preceding|prior)(?: ${NOUN})?|${NOUN} (?:above|before))|(?<next>(?:next|following|coming)(?: ${NOUN})?|${NOUN} (?:below|after)))|(?<all>${ALL})`,
);
const BEFORE = any("before|earlier than|ahead of|prior to|sooner than|precedes?|preceding|in front of|above");
const AFTER = any("after|later than|behind|following|follows?|subsequent to|below");
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);

// As few words as will do: "step" before a number says what it counts.
const LABEL = whole(
  `${FILL}?(?:${COUNTED}\\.? ?[=#]? ?#?(\\d{1,6}|${CARDINALS.join("|")})|#?(\\d{1,6}))(?:${OF_ALL}| ?/ ?\\d{1,6})?`,
);
const ORDINAL_STEP = whole(`${FILL}(${ORDINAL}) ${NOUN}(?:${OF_ALL})?`);
const ORDINAL_ALONE = whole(`${FILL}(${ORDINAL})(?:ly)?(?:${OF_ALL})?`);
const RELATED = whole(`${FILL}(?:(?<before>${BEFORE})|${AFTER}) ${TARGET}`);
const END = any(
  "last|at the (?:very )?(?:end|bottom)|(?:to|for|until|near) the (?:very )?(?:end|bottom|last)|to the back",
);
const BEGINNING = any(
  "first|at the (?:very )?(?:beginning|start|top)|(?:to|for) the (?:very )?(?:beginning|start|front|top|first)",
);
const ELSEWHERE = any("later(?: on)?|earlier(?: on)?|sooner|afterwards|beforehand|another time|elsewhere");
/** Of an object it may be said that it moves up. */
const AWAY = `(?:(?:this|the) )?(?:${NOUN}|this) (?:up|down|forwards?|backwards?|back)`;
const DONE_AT = whole(
  `${FILL}${DO} (?:(?:this|that|it|them|the|step|action|line|one) )*(?:(?<end>${END})|(?<begin>${BEGINNING})|${ELSEWHERE}|${AWAY})`,
);
const MOVED = whole(
  `${FILL}(?:shift|push|bring|pull|save|leave|keep|hold|postpone|delay|defer)(?:e?d|red)? (?:(?:this|that|it|the|step|action|line|one) )*(?:(?<end>${END})|(?<begin>${BEGINNING})|${ELSEWHERE}|${AWAY})`,
);
const PUT_OFF = whole(
  `${FILL}(?:postponed?|delay(?:ed)?|defer(?:red)?|reorder(?:ed)?|reschedul(?:e|ed))(?: (?:this|that|it|until|till|to|for)\\b.{0,60})?`,
);
const SWAPPED = whole(
  `${FILL}(?:swap|switch|exchange|interchange|trade)(?:s|d|ed|ped)? (?:(?:places?|positions?|this|that|it|the|step|line|action|one|order) )*with ${TARGET.replaceAll(/\(\?<[a-z]+>/g, "(?:")}`,
);
const TURNED = any(
  "revers(?:e|ed|al)|inver(?:t|ted|se)|opposite|backwards?|wrong|descending|swapped|flipped|mirrored|shuffled|random|mixed(?: up)?|jumbled|scrambled|turned(?: a?round)?|changed|switched|exchanged|the other way (?:a?round|about)|upside down|from (?:last|the end) to (?:first|the beginning)",
);
const ORDER = any("order|sequence");
const IN_ANOTHER_ORDER = whole(
  `(?:${FILL}(?:read |execute |perform |run )?(?:(?:them|these|this|all|it|steps|lines|actions|the) )*in (?:an? |the |their |its )?(?:${TURNED}|another|different|other) ${ORDER}|` +
    `${FILL}(?:order|sequence)(?: of (?:the |these |all )?(?:steps|actions|lines))? (?:is|are|was|has|have|needs?|must|should|to|be|been|being|in| )*${TURNED}|` +
    `${FILL}(?:reverse|invert|flip|turn|swap|switch|mirror|change|exchange|shuffle) (?:the |this |their |its )?${ORDER}|out of ${ORDER}|${FILL}from (?:last|the end|bottom|the bottom) to (?:first|the beginning|top|the top))`,
);
const AT_ONCE = whole(
  `(?:${FILL}(?:at the same time|simultaneously|(?:in )?parallel|concurrently)(?: (?:as|with|to) .{1,60})?|${FILL}(?:all|them|these|steps|actions|lines|everything)(?: (?:is|are|be|done|happen|executed))* (?:at once|together))`,
);
const TIMES = whole(
  `(?:${FILL}(?:(?:repeat(?:ed|s)?|again|this|that|it|step|action) +)*(?:(\\d{1,6}|two|three|four|five|six|several|many|a few) times(?: in a row| over)?|[x×] ?(\\d{1,6})|(\\d{1,6}) ?[x×])|(?:repeat(?:ed)?|do) (?:(?:this|that|it) )?(?:again|twice|thrice))`,
);
/** `position: 7`. */
const TO_NUMBER = new RegExp(`\\b(${COUNTED})[ \\t]{0,4}[:=][ \\t]{0,4}(?=#?\\d)`, "g");
const LONGEST = 400;

/** Without one of these no place is told: most remarks have none. */
const MAY_TELL = new RegExp(
  `(?:${ORDINALS.join("|")}|last|final|penultimate|\\d(?:st|nd|rd|th)|before|than|ahead|prior|preced|front|above|after|behind|follow|subsequent|below|later|earlier|sooner|another|elsewhere|end|bottom|back|begin|start|top|up\\b|down|forward|postpone|delay|defer|reorder|reschedul|swap|switch|exchange|trade|order|sequence|from|time|parallel|once|together|concurrent|simultaneous)`,
);
const HAS_NUMBER = new RegExp(`\\d|${CARDINALS.join("|")}`);
const MAY_COUNT = /\d|twice|thrice|times|again/;

/** Where a remark stands: the places that what it is on may have, counted from 1, and how many there are. */
export interface Standing {
  readonly places: readonly number[];
  readonly count: number;
}

/** The number that a remark says, and whether a word tells that it counts steps or lines. */
export interface Label {
  readonly number: number;
  readonly isCounted: boolean;
}

/** What number a remark begins with that says which step or line it is on: `# step 3`, `// t=3: lights it`; `null` for others. */
export function labelOf(remark: string): Label | null {
  if (!HAS_NUMBER.test(remark)) return null;
  const clauses = clausesOf(remark.slice(0, LONGEST).replace(TO_NUMBER, "$1 ")).filter((clause) => clause !== "");
  const [, counted, alone] = LABEL.exec(clauses[0] ?? "") ?? [];
  if (counted !== undefined) {
    const word = CARDINALS.indexOf(counted);
    return { number: word === -1 ? Number(counted) : word + 1, isCounted: true };
  }
  // A number alone is one only where nothing else is said.
  return alone !== undefined && clauses.length === 1 ? { number: Number(alone), isCounted: false } : null;
}

/** Whether a remark says that what it is on is done several times. */
export function saysSeveralTimes(remark: string): boolean {
  if (!MAY_COUNT.test(remark)) return false;
  return clausesOf(remark).some((clause) => {
    const found = TIMES.exec(clause);
    return found !== null && !found.slice(1).includes("1");
  });
}

/**
 * Whether the words of a remark put what it is on into another place than it has.
 *
 * @param areOrdinals false where "first step" may be said of another one.
 */
export function tellsAnotherPlace(remark: string, standing: Standing, areOrdinals = true): boolean {
  if (!MAY_TELL.test(remark)) return false;
  const clauses = clausesOf(remark);
  const isAlone = clauses.filter((clause) => clause !== "").length === 1;
  return clauses.some((clause) => {
    if (clause === "") return false;
    if ([PUT_OFF, SWAPPED, IN_ANOTHER_ORDER, AT_ONCE].some((pattern) => pattern.test(clause))) return true;
    const at = DONE_AT.exec(clause) ?? MOVED.exec(clause);
    if (at !== null) return !fits(standing, endOf(at.groups, standing));
    const ordinal = ORDINAL_STEP.exec(clause) ?? (isAlone ? ORDINAL_ALONE.exec(clause) : null);
    if (areOrdinals && ordinal !== null) return !fits(standing, ordinalPlace(ordinal[1] ?? "", standing.count));
    const related = RELATED.exec(clause)?.groups;
    return related !== undefined && !standing.places.some((place) => isSo(place, related, standing.count));
  });
}

function fits({ places }: Standing, place: number): boolean {
  return places.includes(place);
}

function endOf(groups: Readonly<Record<string, string>> | undefined, { count }: Standing): number {
  return groups?.["end"] !== undefined ? count : groups?.["begin"] !== undefined ? 1 : -1;
}

function ordinalPlace(ordinal: string, count: number): number {
  if (ordinal === "last" || ordinal === "final") return count;
  if (ordinal === "penultimate" || ordinal.endsWith("to last")) return count - 1;
  const word = ORDINALS.indexOf(ordinal);
  return word === -1 ? parseInt(ordinal, 10) : word + 1;
}

/** Whether a step at a place is before or after what is told. */
function isSo(place: number, groups: Readonly<Record<string, string>>, count: number): boolean {
  const { number, ordinal, previous, next, all } = groups;
  const isBefore = groups["before"] !== undefined;
  if (all !== undefined) return place === (isBefore ? 1 : count);
  const other =
    number !== undefined
      ? Number(number)
      : ordinal !== undefined
        ? ordinalPlace(ordinal, count)
        : previous !== undefined
          ? place - 1
          : next !== undefined
            ? place + 1
            : place;
  return isBefore ? place < other : place > other;
}

import { describe, expect, test } from "vitest";
import { labelOf, saysSeveralTimes, tellsAnotherPlace } from "./order-words.ts";

/** On the third of nine steps. */
const third = { places: [3], count: 9 };

function remarks(text: string): string[] {
  return text.trim().split(/ \| |\n/);
}

describe("what a remark says of a place", () => {
  test.each(
    remarks(`
before step 1 | earlier than step 2 | goes before the previous one | after the next | move this to the end | do later
postpone | delay this | second step | 1st | swap with the line above | last step | final action | must be the last step
do this before everything else | this goes after all the others | run this in parallel with the next step | do it at the very end
place this at the beginning | this one first | exchange with step 4 | should be done earlier | belongs at the end | after step 3
the order is to be inverted | do them in the opposite order | all at the same time | ninth | it is free, do later`),
  )("behavior: another one: %s", (remark) => {
    expect(tellsAnotherPlace(`# ${remark}`, third)).toBe(true);
  });

  test.each(
    remarks(`
third step | 3rd | after step 2 | before step 4 | after the previous one | before the next | third of 9 | follows step 2
needed for step 5 | needed later | before the goal holds | from step 1 | undoes step 1 | step 3 lights it | before it is lit
at the end of the corridor | the second lamp | both at once | last obstacle | used in the next step | moves it back | moved up
puts it back | no order is needed here | not before step 2 | in order to light it | 2 of 5 goals hold | as before`),
  )("behavior: its own, or none: %s", (remark) => {
    expect(tellsAnotherPlace(`# ${remark}`, third)).toBe(false);
  });

  test("behavior: ordinals may be left out, for of a proof they may tell of another line", () => {
    expect(tellsAnotherPlace("(first step)", third, false)).toBe(false);
    expect(tellsAnotherPlace("(before line 1)", third, false)).toBe(true);
  });

  test("behavior: what is on a line of its own is said of the step above or of the one below", () => {
    const between = { places: [2, 3], count: 9 };
    for (const remark of ["# second step", "# third step"]) expect(tellsAnotherPlace(remark, between)).toBe(false);
    expect(tellsAnotherPlace("# first step", between)).toBe(true);
  });
});

test.each([
  ["# step 10", 10, true],
  ["// t=3: lights it", 3, true],
  ["# step 2 of 9", 2, true],
  ["# position: 7", 7, true],
  ["# this is step seven", 7, true],
  ["# 10", 10, false],
  ["[10]", 10, false],
])("behavior: the number that %s says", (remark, number, isCounted) => {
  expect(labelOf(remark)).toEqual({ number, isCounted });
});

test.each(["# needed for step 3", "# step 3 lights it", "# 3 lamps", "# cost 3", "[1.000]", "# lights it"])(
  "behavior: no number of its own: %s",
  (remark) => expect(labelOf(remark)).toBe(null),
);

test("behavior: several times", () => {
  for (const remark of ["# 2 times", "# x3", "# repeat 3 times", "# do this two times", "# 3x"])
    expect(saysSeveralTimes(remark), remark).toBe(true);
  for (const remark of ["# once", "# 1 time", "# needed 2 times", "# two lamps"])
    expect(saysSeveralTimes(remark), remark).toBe(false);
});

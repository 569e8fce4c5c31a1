import { expect, test } from "vitest";
import { withoutRemarks } from "./without-remarks.ts";

function lines(text: string): string[] {
  return text.trim().split(/ \| |\n/);
}

/** Of what would be bad, or of something else. */
const SAY_NOTHING = lines(`
not excluded | no conflict | no clause fails | does not matter | the alias no longer holds | cancelled changes do not count
no other change | not changed since | not touched by the swap | no undo after this | not cancelled | does not need sopen
not over the limit | cheapest, no conflict | no other code fits | no budget is exceeded | doesn't conflict
isn't excluded | not reverted by the cancel | not aliased | not dominated | the best of all | ✓
`);

/** Perhaps of what it stands behind. */
const SAY_MORE = lines(`
not quite | not exactly | not really | no | isn't it | can't be | no guarantee | not confident | no value | not a number
can't tell | couldn't tell | didn't finish | no clue | not as asked | I did not compute this | not for real | not serious
not any more | not today | not like this | not enough | not that one | isn't in | no more | not there | not close
neither of them | none | this does not count | wrong | lumis or this | not included | not chosen
`);

test.each(SAY_NOTHING)("behavior: %j says nothing but a remark", (remark) => {
  expect(withoutRemarks(`rovak = 5 # ${remark}`)).toBe("rovak = 5");
});

test.each(SAY_MORE)("behavior: %j may say more", (remark) => {
  expect(withoutRemarks(`rovak = 5 # ${remark}`)).toBe(`rovak = 5 # ${remark}`);
});

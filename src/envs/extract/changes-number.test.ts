import { expect, test } from "vitest";
import { CHANGES_NUMBER } from "./changes-number.ts";

function lines(text: string): string[] {
  return text.trim().split(/ \| |\n/);
}

const ANOTHER = lines(`
add five to it | then plus five | increased by one afterwards | half of it | times ten | in hex | hexadecimal | reverse the numbers
upper case | sorted descending | increase every digit | add one to each digit | minus | at the beginning | approx | unknown | off by ten
multiply it | digits reversed | double it | as roman numerals
`);

const THE_SAME = lines(`
after the swap with lumis | added in the scope | double-checked | double checked | triple checked | changed by one assignment
traced in reverse | undone twice over | same as at the beginning of the scope | the alias of tipas | word reversed once
kept since the second scope | restored by the undo
`);

test.each(ANOTHER)("behavior: %j makes another number", (remark) => {
  expect(CHANGES_NUMBER.test(`# ${remark}`)).toBe(true);
});

test.each(THE_SAME)("behavior: %j leaves the number as it is", (remark) => {
  expect(CHANGES_NUMBER.test(`# ${remark}`)).toBe(false);
});

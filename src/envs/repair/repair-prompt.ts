import type { Files } from "./emit/emit-package.ts";
import { REPAIR_TURNS } from "./repair-levels.ts";

const FAULTS = {
  1: "one fault: one statement of its code does not do what its README says. Find it and mend it.",
  2: "two faults: two statements of its code, in different functions, do not do what its README says. Find them and mend them.",
} as const;

/** The opening in words. It holds no action in tags, so that echoing it does nothing. */
export function repairPrompt(
  files: Files,
  { readme, folder, faults }: { readonly readme: string; readonly folder: string; readonly faults: 1 | 2 },
): string {
  const listed = Object.entries(files).map(([path, text]) => `${path} (${text.split("\n").length - 1} lines)`);
  return `A Python package has ${FAULTS[faults]} Its own tests are few and may pass all the same; the package is judged by hidden ones.

Files:
${listed.join("\n")}

README.md:

${readme}
You have ${REPAIR_TURNS} turns. In each turn you do one of these:
- read PATH: shows a file; read PATH 20-40 shows these lines of it.
- grep TEXT: shows the lines of all files that hold this text, letter for letter.
- edit PATH: replaces a piece of a module in ${folder}/. In the lines below it come <<<<<<<, the old lines, =======, the new lines, >>>>>>>. The old lines must stand in the module exactly once, letter for letter, blanks at their beginnings included.
- run: runs the tests of the package, and says what they print otherwise than they should.
- submit: hands the package in, and the episode ends. It scores 1000 of 1000 if it passes its own tests and all hidden ones, else nothing.

The last turn counts only if it hands in. A test file has commands behind ">", and below each what must be printed.

Write what you do between an opening <action> tag and a closing </action> tag. Only the last such action of a turn counts; a turn without a valid one is lost.`;
}

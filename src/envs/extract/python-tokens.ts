/**
 * Texts and comments of Python. A text that never ends goes to the end of its line, one in three quotes to the end of the
 * program, so that no place is looked at twice.
 */
const TEXT_OR_COMMENT =
  /"""(?:[^"\\]|\\[\s\S]|"(?!""))*(?:"""|\\?$)|'''(?:[^'\\]|\\[\s\S]|'(?!''))*(?:'''|\\?$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|#[^\n]*/g;

/** A program without its comments and without what stands in its texts. */
export function bareProgram(code: string): string {
  return code.replace(TEXT_OR_COMMENT, (found) => (found.startsWith("#") ? "" : '""'));
}

/** True where `place` stands in a comment or a text of a program. */
export function isInTextOrComment(code: string, place: number): boolean {
  for (const { index, 0: found } of code.matchAll(TEXT_OR_COMMENT)) {
    if (index > place) return false;
    if (place < index + found.length) return true;
  }
  return false;
}

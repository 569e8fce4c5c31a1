/** Behind blanks; with digits, "or" or "not" it may say something else than what it stands behind. */
const REMARK = /[ \t](?:#|\/\/)[ \t]*(?![^\n]*(?:\d|\b(?:or|not)\b))[a-z][^\n]*$/gim;

/** Lines without what only remarks on them: `rovak = 4071  # at the end`. */
export function withoutRemarks(text: string): string {
  return text.replace(REMARK, "");
}

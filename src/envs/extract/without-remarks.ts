const BEGINS = /[ \t](?:#|\/\/)/;
const REMARK = /^[ \t](?:#|\/\/)[ \t]{0,16}[a-z]/i;
/** With a digit or one of these words it may say something else than what it stands behind. */
const SAYS_MORE = /\d|\b(?:or|not|no|never|wrong|false|incorrect|ignore|before|start|initially)\b|n['’]t\b/i;

/** Lines without what only remarks on them: `rovak = 4071  # at the end`. */
export function withoutRemarks(text: string): string {
  if (!text.includes("#") && !text.includes("//")) return text;
  return text
    .split("\n")
    .map((line) => {
      const at = line.search(BEGINS);
      const remark = at === -1 ? "" : line.slice(at);
      return REMARK.test(remark) && !SAYS_MORE.test(remark) ? line.slice(0, at) : line;
    })
    .join("\n");
}

/**
 * Whether lists and objects stand in each other more than so many levels deep. It keeps a list of its own instead of
 * calling itself: what comes from outside may be nested deeper than any stack.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  let here: unknown[] = [value];
  for (let depth = 0; ; depth += 1) {
    here = here.filter((one) => typeof one === "object" && one !== null);
    if (here.length === 0) return false;
    if (depth === levels) return true;
    here = here.flatMap((one) => Object.values(one as object) as unknown[]);
  }
}

/** How much the full tier's tests of environments do; other numbers for a part of it, or for more, by the environment. */

/** Answers, or calls or episodes, that are judged twice: `AFFINE_CHECKS`. */
export const CHECKS = count("AFFINE_CHECKS", 10_000);
/** Questions of a level that are compared with one another: `AFFINE_DUPLICATES`. */
export const COMPARED = count("AFFINE_DUPLICATES", 20_000);
/** Questions with answers that readers have seen: `AFFINE_SEEN`. */
export const SEEN = count("AFFINE_SEEN", 10_000);

/** The levels that are tried: those of the list that `AFFINE_LEVELS` names, such as `4,5`, else all of them. */
export function levelsAmong(levels: readonly number[]): readonly number[] {
  const wanted = process.env["AFFINE_LEVELS"];
  if (wanted === undefined || wanted === "") return levels;
  if (!/^\d{1,3}(,\d{1,3})*$/.test(wanted)) throw new Error(`AFFINE_LEVELS=${wanted} is no list such as 4,5.`);
  return levels.filter((level) => wanted.split(",").includes(String(level)));
}

function count(variable: string, unlessTold: number): number {
  const value = process.env[variable];
  if (value === undefined || value === "") return unlessTold;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new Error(`${variable}=${value} is no number of things to do.`);
  return Number(value);
}

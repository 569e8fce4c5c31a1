/** What a remark says in one breath. */
const CLAUSES = /[.,;:()[\]{}!?]+|[ \t]-+[ \t]|\b(?:but|because|since)\b/;
const MARKS = /^[\s#/;*_-]+|[\s#/;*_-]+$/g;
const LONGEST = 400;

/** The clauses of a remark in lower case, without its marks. */
export function clausesOf(remark: string): readonly string[] {
  return remark
    .slice(0, LONGEST)
    .split(CLAUSES)
    .map((clause) => clause.replace(MARKS, "").replace(/[ \t]+/g, " "));
}

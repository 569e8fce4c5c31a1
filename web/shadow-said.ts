import type { Contest } from "../src/arena/contest-schema.ts";

/** What the other mechanism would say, as a sentence behind others; nothing where it was not asked. */
export function shadowSaid({ mechanism, champion }: Contest["shadow"]): string {
  if (mechanism === "") return "";
  if (champion === null) return ` ${mechanism} would say nobody.`;
  // It is what would be paid under its rule, so it is not left out.
  const why = champion.hasPoints
    ? ""
    : ", which has solved nothing: of those that it takes for equals the earliest wins";
  return ` ${mechanism} would say uid ${champion.uid}${why}.`;
}

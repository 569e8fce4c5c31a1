import type { Contest } from "./contest-schema.ts";

/** Whom weights pay, for people: `uid 7`, or `uid 0 (burnt)` where the chain burns what that uid is paid. */
export function paidName(uid: string, contest: Pick<Contest, "burnUid"> | null): string {
  return contest !== null && Number(uid) === contest.burnUid ? `uid ${uid} (burnt)` : `uid ${uid}`;
}

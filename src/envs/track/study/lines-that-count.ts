import type { Event } from "../event.ts";

/**
 * The lines that who reads ahead has to carry out: those of no scope that is cancelled, without changes that an undo takes
 * back, and without the undos. Which they are is seen from the lines alone; no number has to be worked out for it.
 */
export function linesThatCount(events: readonly Event[]): Event[] {
  const counts = events.map(() => true);
  const open: number[] = [];
  for (const [at, { kind }] of events.entries()) {
    if (kind === "begin") open.push(at);
    if (kind === "end") open.pop();
    if (kind === "cancel") counts.fill(false, open.pop() ?? 0, at + 1);
  }
  // Changes that were not taken back, and how many there were when each open scope began.
  const changes: number[] = [];
  const begun = [0];
  for (const [at, event] of events.entries()) {
    if (counts[at] === false) continue;
    switch (event.kind) {
      case "begin":
        begun.push(changes.length);
        break;
      case "end":
        begun.pop();
        break;
      case "undo":
        counts[at] = false;
        for (const change of changes.splice(Math.max(begun.at(-1) ?? 0, changes.length - event.count))) {
          counts[change] = false;
        }
        break;
      case "set":
      case "add":
      case "copy":
      case "swap":
        changes.push(at);
        break;
      case "alias":
      case "local":
      case "cancel":
    }
  }
  return events.filter((_, at) => counts[at]);
}

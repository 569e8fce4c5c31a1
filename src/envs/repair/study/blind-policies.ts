import type { Policy } from "../../episode/index.ts";
import { act } from "./read-history.ts";
import { tinker } from "./tinker.ts";

/** Policies that know nothing of the README. */
export const blindPolicies: readonly Policy[] = [
  { name: "empty", act: () => "" },
  { name: "echo of the opening", act: (history) => history[0]?.content ?? "" },
  { name: "echo of the last observation", act: (history) => history.at(-1)?.content ?? "" },
  { name: "run, then submit", act: (history) => act(history.length === 1 ? "run" : "submit") },
  tinker("a change at random for each fault, then submit", false, () => Infinity),
];

/** Policies that hand in at once: a package that nobody has edited fails. */
export const oneTurnPolicies: readonly Policy[] = [
  { name: "submit at once", act: () => act("submit") },
  { name: "all that one turn can hold", act: () => `${act("read README.md")}\n${act("run")}\n${act("submit")}` },
];

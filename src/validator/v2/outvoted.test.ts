import { expect, test } from "vitest";
import type { ContestState } from "../../replay/index.ts";
import { outvoted } from "./outvoted.ts";

type Standing = ContestState["standings"][number];

const standing = (uid: number, state: Standing["state"], reason: string): Standing => ({
  uid,
  hotkey: `key ${uid}`,
  model: "me/affine",
  revision: `revision ${uid}`,
  state,
  reason,
  detail: "",
});

test("default: other limits than most validators have are told, both ways", () => {
  const own = new Map([
    ["key 1", "too_large"],
    ["key 2", "ok"],
    ["key 3", "ok"],
    ["key 4", "architecture"],
    ["key 5", "ok"],
    ["key 6", "host_cold"],
  ]);
  const standings = [
    standing(1, "contends", "admitted"),
    standing(2, "refused", "architecture"),
    standing(3, "contends", "admitted"),
    standing(4, "refused", "architecture"),
    // Hosts come and go, copies are no opinion, and who was not looked at yet is nobody's.
    standing(5, "refused", "duplicate"),
    standing(6, "contends", "admitted"),
    standing(7, "contends", "admitted"),
  ];
  expect(outvoted(standings, (hotkey) => own.get(hotkey))).toEqual([
    "uid 1 is admitted, we find too_large",
    "uid 2 is refused for architecture, we find nothing",
  ]);
});

test("behavior: an opinion is of one revision", () => {
  const seen: string[] = [];
  outvoted([standing(1, "champion", "admitted")], (hotkey, revision) => void seen.push(`${hotkey}, ${revision}`));
  expect(seen).toEqual(["key 1, revision 1"]);
});

import { expect, test } from "vitest";
import { Alarms } from "../alarms.ts";
import { SnapshotWatch } from "./snapshot-watch.ts";

test("behavior: one grid block that does not count is no alarm, three in a row are, and it ends with one that counts", () => {
  const alarms = new Alarms(
    () => 0,
    () => undefined,
  );
  const watch = new SnapshotWatch(alarms);
  const told = (block: number, counts: boolean): string[] => {
    if (!counts) watch.missed(block, "nobody recorded it in time");
    watch.decided(block);
    return alarms.list().map(({ message }) => message);
  };
  expect([told(4, true), told(8, false), told(12, true), told(16, false), told(20, false)].flat()).toEqual([]);
  expect(told(24, false)).toEqual([
    "The chain did not count at 3 grid blocks in a row, block 24 the last: nobody recorded it in time.",
  ]);
  expect(told(28, true)).toEqual([]);
});

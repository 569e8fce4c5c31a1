import { expect, test } from "vitest";
import type { PlayedRound } from "../../mechanism/index.ts";
import { Alarms } from "../alarms.ts";
import { RoundWatch } from "./round-watch.ts";

const OURS = "5OurHotkeyOfTheTest";
const PEER = "5PeerHotkeyOfTheTest";

function watch() {
  const alarms = new Alarms(
    () => 0,
    () => undefined,
  );
  const rounds = new RoundWatch({ hotkey: OURS, alarms });
  let round = 0;
  return {
    told: () => alarms.list().map(({ code, message }) => `${code}: ${message}`),
    bad: (hotkey: string) => rounds.bad.get(hotkey),
    play: (validator: string, kind: string, isPast = false): void => {
      round += 1;
      rounds.played({ round, validator, records: new Map([["a", { kind }]]) } as unknown as PlayedRound, isPast);
    },
  };
}

test("default: a round of our own that is not on record in time is told at once, with what to do", () => {
  const { play, told } = watch();
  play(OURS, "answered");
  play(OURS, "void");
  expect(told()).toEqual([]);
  play(OURS, "missing");
  play(OURS, "answered");
  expect(told()).toEqual([
    "pace: 1 of our last 4 rounds were not on record in time (round 3 is missing): they count against every challenger. Start more runners, or give this machine less else to do.",
  ]);
});

test("behavior: the newest of several is named, and twenty good rounds end it", () => {
  const { play, told, bad } = watch();
  play(OURS, "missing");
  play(OURS, "late");
  expect(told()[0]).toContain("2 of our last 2 rounds were not on record in time (round 2 is late)");
  for (let n = 0; n < 19; n += 1) play(OURS, "answered");
  expect(told()[0]).toContain("1 of our last 20 rounds");
  play(OURS, "answered");
  expect(told()).toEqual([]);
  expect(bad(OURS)).toEqual({ rounds: 20, bad: 0 });
});

test("behavior: what was before our start is no fault of ours", () => {
  const { play, told } = watch();
  play(OURS, "missing", true);
  expect(told()).toEqual([]);
});

test("behavior: of a peer more than three are worth an alarm of its own", () => {
  const { play, told } = watch();
  for (let n = 0; n < 3; n += 1) play(PEER, "missing");
  expect(told()).toEqual([]);
  play(PEER, "late");
  expect(told()).toEqual([`peer_rounds_5PeerHot: 4 of the last 4 rounds of ${PEER} are missing, late or wrong.`]);
});

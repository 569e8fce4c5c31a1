import type { ArenaEvent, ArenaTest } from "../../arena/index.ts";
import { AffineError } from "../../core/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import { wrap } from "../wrap.ts";
import type { ArenaAsker } from "./arena-asker.ts";
import { drawKey, keyOf } from "./draw-key.ts";
import { drawRound } from "./draw-round.ts";
import { drawTest } from "./draw-test.ts";
import type { Target } from "./target.ts";

/** What was found: as data, and in words. */
export interface Found {
  readonly data: Record<string, unknown>;
  readonly lines: readonly string[];
}

type ArenaTarget = Exclude<Target, { kind: "question" } | { kind: "record" }>;

/** What of the rules says where things are. */
type Places = Pick<ContestRules, "netuid" | "roundBlocks">;

/** Tests of a key that are told in words; all of them are in the data. */
const TESTS_IN_WORDS = 5;

/**
 * Looks a thing of the arena up.
 *
 * @throws AffineError `not_found` where nothing is known of it
 */
export async function showTarget(asker: ArenaAsker, target: ArenaTarget, rules: Places): Promise<Found[]> {
  try {
    return await lookUp(asker, target, rules);
  } catch (error) {
    if (AffineError.isInstance(error) && error.code === "not_found") await refuseWhileReading(asker, error);
    throw error;
  }
}

/** Of a page that has not read everything yet nobody knows what it does not know. @throws AffineError `overloaded` */
async function refuseWhileReading(asker: ArenaAsker, cause: AffineError): Promise<void> {
  const page = await asker.find("/api/v1/snapshot", "/api/v1/snapshot");
  if (page?.replay.state !== "reading") return;
  const { block, headBlock } = page.replay;
  const far =
    block === null ? "nothing so far" : `block ${block}${headBlock === null ? "" : ` of ${headBlock}`} so far`;
  throw new AffineError("overloaded", `The page is still reading the records (${far}), and does not know it yet.`, {
    hint: "Ask again in a while; `af show --records` reads them itself.",
    cause,
  });
}

async function lookUp(asker: ArenaAsker, target: ArenaTarget, rules: Places): Promise<Found[]> {
  if (target.kind === "test") {
    const { test, rounds } = await asker.ask("/api/v1/tests/{id}", `/api/v1/tests/${target.id}`);
    return [{ data: { test, rounds }, lines: drawTest(test, rounds) }];
  }
  const { kind, number } = target;
  const isAny = kind === "number";
  const found = [
    ...(kind === "uid" || isAny ? await ofKey(asker, number) : []),
    ...(kind === "round" || isAny ? await ofRound(asker, number, rules) : []),
    ...(kind === "block" || isAny ? await ofBlock(asker, number, rules, { withRound: !isAny }) : []),
  ];
  if (found.length > 0) return found;
  throw new AffineError("not_found", `Nothing is known of ${kind} ${number}.`, {
    hint: "The newest rounds and tests are kept; --records replays them all. `af miners` lists all keys.",
  });
}

/** What became of a key: its state, its crowns, its tests. */
async function ofKey(asker: ArenaAsker, uid: number): Promise<Found[]> {
  const { status, tests } = await asker.ask("/api/v1/snapshot", "/api/v1/snapshot");
  const events = (await allEvents(asker)).filter((event) => event.uid === uid);
  const ids = new Set([
    ...tests.filter((test) => test.uid === uid).map(({ id }) => id),
    ...events.flatMap(({ test }) => (test === null ? [] : [test])),
  ]);
  const all: ArenaTest[] = [];
  for (const id of ids) {
    const known = await asker.find("/api/v1/tests/{id}", `/api/v1/tests/${id}`);
    if (known !== undefined) all.push(known.test);
  }
  const key = keyOf(uid, status);
  if (key === undefined && all.length === 0) return [];
  // A uid may have changed hands: a test is of the key that committed its model.
  const own = key === undefined ? all : all.filter(({ hotkey }) => hotkey === key.hotkey);
  const former = all.filter((test) => !own.includes(test));
  const told = own.slice(0, TESTS_IN_WORDS);
  const holders = [...new Set(former.map(({ hotkey }) => hotkey))].map((hotkey) => {
    const theirs = former.filter((test) => test.hotkey === hotkey).map(({ id }) => id);
    return { data: { formerTests: former }, lines: [formerLine(uid, hotkey, theirs)] };
  });
  const rest = own.length - told.length;
  return [
    ...(key === undefined ? [] : [{ data: { key }, lines: drawKey(key) }]),
    ...told.map((test) => ({ data: { tests: own, events }, lines: drawTest(test, []) })),
    ...(rest > 0 ? [{ data: {}, lines: [`… and ${rest} earlier tests: --json has them all`] }] : []),
    ...holders,
  ];
}

function formerLine(uid: number, hotkey: string, tests: readonly string[]): string {
  const some = tests.slice(0, TESTS_IN_WORDS).join(", ");
  const its = tests.length === 1 ? "its test is" : "its tests are";
  return wrap(
    `uid ${uid} was another key's before, ${hotkey}: ${its} ${some}${tests.length > TESTS_IN_WORDS ? ", …" : ""}`,
  );
}

async function ofRound(asker: ArenaAsker, round: number, { netuid }: Places): Promise<Found[]> {
  const view = await asker.find("/api/v1/rounds/{round}", `/api/v1/rounds/${round}`);
  return view === undefined ? [] : [{ data: { round: view }, lines: drawRound(view, netuid) }];
}

/** What happened at a block, with the test behind a crown; and its round. */
async function ofBlock(
  asker: ArenaAsker,
  block: number,
  rules: Places,
  { withRound }: { readonly withRound: boolean },
): Promise<Found[]> {
  const all = await allEvents(asker);
  const events = all.filter((event) => event.block === block);
  const found: Found[] =
    events.length === 0 ? [] : [{ data: { events }, lines: events.map(({ text }) => `block ${block}: ${text}`) }];
  for (const crown of events.filter(({ kind }) => kind === "crown")) {
    const won = await testOfCrown(asker, all, crown);
    if (won !== undefined)
      found.push({ data: { test: won.test, rounds: won.rounds }, lines: drawTest(won.test, won.rounds) });
  }
  if (!withRound || block % rules.roundBlocks !== 0) return found;
  return [...found, ...(await ofRound(asker, block / rules.roundBlocks, rules))];
}

/** The test that a crown was won by. */
async function testOfCrown(asker: ArenaAsker, events: readonly ArenaEvent[], crown: ArenaEvent) {
  const ids = new Set(events.flatMap(({ hotkey, test }) => (hotkey === crown.hotkey && test !== null ? [test] : [])));
  for (const id of ids) {
    const known = await asker.find("/api/v1/tests/{id}", `/api/v1/tests/${id}`);
    if (known?.test.crownedBlock === crown.block) return known;
  }
  return undefined;
}

/** Everything that happened, as far as it is kept, newest first. */
async function allEvents(asker: ArenaAsker): Promise<ArenaEvent[]> {
  const events: ArenaEvent[] = [];
  let before = "";
  for (;;) {
    const part = await asker.ask("/api/v1/history", `/api/v1/history?limit=500${before}`);
    events.push(...part.items);
    if (part.next === null) break;
    before = `&before=${part.next}`;
  }
  return events;
}

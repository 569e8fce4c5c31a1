import { expect } from "vitest";
import {
  audit,
  verdictError,
  type AuditOptions,
  type AuditReport,
  type DeviationCode,
  type NoteCode,
} from "../../../src/audit/index.ts";
import type { LocalChain } from "../../../src/chain/index.ts";
import type { ContestRules } from "../../../src/replay/index.ts";
import { AffineError } from "../../../src/core/index.ts";
import { FsStore } from "../../../src/store/index.ts";
import { copyOf } from "../tamper.ts";
import { engineOf } from "../word-environment.ts";
import { Forger, type Fields, type RawShard } from "./forger.ts";

/** What a forgery left behind, and where it must be found. */
export interface Spoilt {
  /** `<key of the shard>#<line>`, a key, or `null` where something is missing. Default: the key of {@link SEQ}. */
  readonly at?: string | null;
  /** Key of a shard, in the place of `at`: something in it or behind it is named, and nothing before. */
  readonly from?: string;
  /** Whose doing it is; default: the forger's key. */
  readonly validator?: string;
  readonly options?: Partial<AuditOptions>;
}

export interface Forgery {
  readonly name: string;
  /** O: an outsider who can change the store; K: a validator with its key. */
  readonly by: "O" | "K";
  /** Gives back {@link Spoilt}, or nothing. */
  readonly forge: (forger: Forger, world: ForgedWorld) => Promise<unknown>;
  /** What names it; `null` where nothing decides by it and the record verifies all the same. */
  readonly code: DeviationCode | null;
  /** Deviations that come with it. */
  readonly also?: readonly DeviationCode[];
  /** Note that tells of it, where it is no deviation. */
  readonly note?: NoteCode;
  /** Default: 1 with a code, else 0. */
  readonly exit?: number;
  /** Needs copies of its own of transcripts or documents. */
  readonly edits?: "transcripts" | "documents";
}

export interface ForgedWorld {
  readonly chain: LocalChain;
  readonly folder: string;
  readonly rules: ContestRules;
  readonly netuid: number;
  readonly key: ConstructorParameters<typeof Forger>[2];
}

/** What may follow from a forged record, as the case may be: decisions and weights that were made from the true one. */
const FOLLOWS: ReadonlySet<DeviationCode> = new Set<DeviationCode>([
  "wrong_decision",
  "wrong_weights",
  "stale_weights",
]);

/** The shard that is forged where it does not matter which. */
export const SEQ = 2;

/** Verifies as `af verify --store` does; what it ends with. */
export async function outcome(
  world: ForgedWorld,
  folder: string,
  options: Partial<AuditOptions> = {},
): Promise<{ report: AuditReport | undefined; exit: number }> {
  try {
    const report = await audit({
      rules: world.rules,
      chain: world.chain,
      stores: [await FsStore.open(folder, { readOnly: true })],
      seed: "forgeries",
      python: engineOf("ok"),
      nowMs: () => 0,
      ...options,
    });
    return { report, exit: verdictError(report)?.exitCode ?? 0 };
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    return { report: undefined, exit: error.exitCode };
  }
}

/** Forges, verifies, and holds what is found against what must be. */
export async function tryForgery(forgery: Forgery, world: ForgedWorld): Promise<void> {
  const { code, also = [], edits, note, exit = code === null ? 0 : 1 } = forgery;
  const folder = await copyOf(world.folder, {
    documents: world.rules.champion !== undefined,
    transcripts: edits === "transcripts",
  });
  const forger = new Forger(folder, world.netuid, world.key);
  const spoilt = (await forgery.forge(forger, world)) as Spoilt | undefined;
  const { at = forger.keyOf(SEQ), from, validator = world.key.address, options } = spoilt ?? {};
  const { report, exit: ended } = await outcome(world, folder, options);
  const told =
    report?.deviations.map((one) => ({ code: one.code, validator: one.validator, record: one.record })) ?? [];
  expect(ended, JSON.stringify(told)).toBe(exit);
  if (report === undefined) return;
  const expected = code === null ? [] : [...new Set([code, ...also])].sort();
  const codes = Object.keys(report.deviationCounts) as DeviationCode[];
  const found = codes.filter((one) => expected.includes(one) || !FOLLOWS.has(one));
  expect(found, JSON.stringify(told)).toEqual(expected);
  if (from !== undefined) {
    const places = told.filter((one) => one.code === code && one.validator === validator);
    expect(places).not.toEqual([]);
    for (const { record: place } of told) if (place !== null) expect(place >= from, place).toBe(true);
  } else if (code !== null) expect(told, JSON.stringify(told)).toContainEqual({ code, validator, record: at });
  if (note !== undefined) expect(report.notes.map((one) => one.code)).toContain(note);
}

/** Puts a record into a shard, where it belongs there. */
export async function addedTo(
  forger: Forger,
  seq: number,
  record: Fields,
  isReplaced: (record: Fields) => boolean = () => false,
): Promise<Spoilt> {
  const { canonical } = await import("./forger.ts");
  let place = 0;
  await forger.forge(seq, ({ header, records }) => {
    const blocks = (one: Fields) => Number(one["block"]);
    const all = [...records.filter((one) => !isReplaced(one)), record].sort(
      (a, b) => blocks(a) - blocks(b) || (nameOf(a) < nameOf(b) ? -1 : 1),
    );
    place = all.indexOf(record);
    return {
      header: { ...header, firstBlock: all[0]!["block"]!, lastBlock: all.at(-1)!["block"]! },
      lines: all.map(canonical),
    };
  });
  return { at: `${forger.keyOf(seq)}#${place + 2}` };
}

/** By which rollouts of one block are ordered. */
export function nameOf({ kind, hotkey, challenge }: Fields): string {
  return [kind as string, hotkey as string, challenge as string].join("/");
}

/** Changes one record of the shard and signs it and all later ones anew. */
export function record(
  pick: (record: Fields) => boolean,
  change: (record: Fields, forger: Forger) => Promise<void> | void,
): Forgery["forge"] {
  return async (forger) => {
    let at = -1;
    await forger.forge(SEQ, async ({ records }) => {
      at = records.findIndex(pick);
      await change(records[at]!, forger);
    });
    return { at: `${forger.keyOf(SEQ)}#${at + 2}` };
  };
}

/** Writes one line of the shard as text. */
export function line(change: (text: string, shard: RawShard) => string): Forgery["forge"] {
  return async (forger) => {
    const { canonical } = await import("./forger.ts");
    await forger.forge(SEQ, (shard) => ({
      lines: shard.records.map((one, place) => (place === 1 ? change(canonical(one), shard) : canonical(one))),
    }));
  };
}

export const isScored =
  (score: number) =>
  ({ outcome: ended, score: got }: Fields): boolean =>
    ended === "scored" && got === score;

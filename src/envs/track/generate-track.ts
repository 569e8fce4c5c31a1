import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { drawLog } from "./draw-log.ts";
import { Machine } from "./machine.ts";
import { MISREADINGS, OWN_LINES, SHORTCUTS, valuesBy } from "./shortcuts.ts";
import { linesOfSkippers } from "./skips.ts";
import { ASKED, TRACK_LEVELS, TRACK_SCORED_LEVELS, type TrackLevel } from "./track-levels.ts";
import { trackPrompt } from "./track-prompt.ts";
import type { TrackSecret } from "./track-secret.ts";

/** Of the values that are asked for, so many at least come out wrong by every shortcut. */
const WRONG_BY_SHORTCUT = 2;
const WAYS = [
  [MISREADINGS, 1],
  [SHORTCUTS, WRONG_BY_SHORTCUT],
] as const;
/** Logs that are drawn in one attempt: of short ones one in twelve is taken. */
const LOGS = 12;
/** Choices of names that are tried for one log. */
const CHOICES = 24;
/** Of these, so many are tried with the shortcut that takes a run for each name. */
const OWN_LINES_TRIED = 2;

/** A question of a level; `null` where shortcuts find most of what could be asked of each log, or too few cells have names. */
export function generateTrack(params: { readonly level: number }, random: Random): Generated<TrackSecret> | null {
  const level = TRACK_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  for (let drawn = 0; drawn < LOGS; drawn += 1) {
    const question = questionOf(level, random);
    if (question !== null) return question;
  }
  return null;
}

function questionOf(level: TrackLevel, random: Random): Generated<TrackSecret> | null {
  const { events, names: all } = drawLog(level, random);
  const isScored = TRACK_SCORED_LEVELS.includes(level.level);
  const skippers = isScored ? linesOfSkippers(events) : [];
  if (skippers === null) return null;
  const machine = new Machine();
  for (const event of events) machine.run(event);
  const candidates = all.map((name) => ({ name, cell: machine.cellOf(name), value: machine.valueOf(name) }));
  // For each way, the names of which it gets the value wrong, and how many of those that are asked for have to be among them.
  const misled: { readonly wrong: ReadonlySet<string>; readonly least: number }[] = [];
  const mislead = (found: readonly number[], least: number): boolean => {
    const wrong = new Set(all.filter((_, at) => found[at] !== candidates[at]?.value));
    misled.push({ wrong, least });
    return wrong.size >= least;
  };
  for (const [ways, least] of isScored ? WAYS : []) {
    for (const { values } of ways) if (!mislead(values(events, all), least)) return null;
  }
  for (const read of skippers) if (!mislead(valuesBy(read, all), 1)) return null;
  for (let tried = 0, ownLines = 0; tried < CHOICES && ownLines < OWN_LINES_TRIED; tried += 1) {
    const asked: typeof candidates = [];
    for (const candidate of random.shuffle(candidates.slice())) {
      if (asked.length < ASKED && asked.every(({ cell }) => cell !== candidate.cell)) asked.push(candidate);
    }
    if (asked.length < ASKED) return null;
    const names = asked.map(({ name }) => name);
    const values = asked.map(({ value }) => value);
    if (misled.some(({ wrong, least }) => names.filter((name) => wrong.has(name)).length < least)) continue;
    ownLines += 1;
    const found = isScored ? OWN_LINES.values(events, names) : [];
    if (isScored && found.filter((value, at) => value !== values[at]).length < WRONG_BY_SHORTCUT) continue;
    const prompt = trackPrompt(events, names);
    return {
      prompt,
      messages: [{ role: "user", content: prompt }],
      secret: { names, values },
    };
  }
  return null;
}

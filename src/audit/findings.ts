import type { AffineError } from "../core/index.ts";
import type { Deviation, DeviationCode, Note, NoteCode } from "./deviation.ts";

/** Deviations of one kind by one validator that are kept with their evidence; the others are counted. */
const MOST_KEPT = 200;

/** A damaged or missing part of the record, and what a replay without it gets wrong. */
export interface Cause {
  /** The first block that it may concern; decisions and weights of any later block rest on it. */
  readonly fromBlock: number;
  /** The last block of rounds that it may hold. */
  readonly toBlock: number;
}

/** Deviations of a replay that differ for ever once a part of the record is missing. */
const FOR_EVER: ReadonlySet<DeviationCode> = new Set<DeviationCode>([
  ...([
    "wrong_decision",
    "wrong_weights",
    "stale_weights",
    "unasked_record",
    "unknown_commitment",
    "foreign_round",
  ] as const),
]);

/** Collects what an audit finds. */
export class Findings {
  readonly #kept: Kept[] = [];
  readonly #causes: (Cause & Pick<Deviation, "code" | "record"> & { readonly consequences: Map<string, number> })[] =
    [];
  readonly #counts = new Map<string, { code: DeviationCode; validator: string; count: number }>();
  readonly #notes = new Map<string, { -readonly [K in keyof Note]: Note[K] }>();
  readonly #troubles: AffineError[] = [];
  /** Codes that are told and do not make the verdict. */
  readonly tolerated: ReadonlySet<DeviationCode>;

  constructor(tolerated: ReadonlySet<DeviationCode> = new Set()) {
    this.tolerated = tolerated;
  }

  deviate(deviation: Deviation): void {
    this.#add(deviation);
  }

  /** A deviation that others may follow from. */
  cause(deviation: Deviation, cause: Cause): void {
    const consequences = new Map<string, number>();
    this.#causes.push({ ...cause, code: deviation.code, record: deviation.record, consequences });
    this.#add(deviation, consequences);
  }

  /**
   * A deviation found by replaying the record: where a part of it is missing, it is that part's consequence, unless that
   * the part is missing is tolerated.
   *
   * @param untilBlock last block of the record in which what it lacks may stand; its own block where left out
   */
  derive(deviation: Deviation, untilBlock = deviation.block): void {
    const { code } = deviation;
    const causes = this.#causesOf(deviation, untilBlock);
    const cause = causes.find((one) => !this.tolerated.has(one.code)) ?? causes[0];
    if (cause === undefined) this.#add(deviation);
    else if (!this.tolerated.has(cause.code)) {
      cause.consequences.set(code, (cause.consequences.get(code) ?? 0) + 1);
    } else {
      // Whoever tolerates a cause has not tolerated whatever else is wrong behind it: what follows cannot be told apart.
      const mayFollowFrom = `${cause.code} (tolerated) ${cause.record ?? ""}`.trimEnd();
      this.#add({ ...deviation, evidence: { ...deviation.evidence, mayFollowFrom } });
    }
  }

  /** Whether a part of the record is missing from which a deviation may follow. */
  hasCause(deviation: Pick<Deviation, "code" | "block">, untilBlock: number): boolean {
    return this.#causesOf(deviation, untilBlock).length > 0;
  }

  #causesOf({ code, block }: Pick<Deviation, "code" | "block">, untilBlock: number | null) {
    if (block === null) return [];
    const last = Math.max(block, untilBlock ?? block);
    return this.#causes.filter(
      ({ fromBlock, toBlock }) => last >= fromBlock && (block <= toBlock || FOR_EVER.has(code)),
    );
  }

  #add(deviation: Deviation, consequences: ReadonlyMap<string, number> = new Map()): void {
    const { code, validator } = deviation;
    const id = `${code} ${validator}`;
    const counted = this.#counts.get(id) ?? { code, validator, count: 0 };
    counted.count += 1;
    this.#counts.set(id, counted);
    if (counted.count <= MOST_KEPT) this.#kept.push({ deviation, consequences });
  }

  note(code: NoteCode, validator: string | null, detail: string | null = null, count = 1): void {
    const id = `${code} ${validator ?? ""}`;
    const noted = this.#notes.get(id) ?? { code, validator, count: 0, detail };
    noted.count += count;
    this.#notes.set(id, noted);
  }

  /** Something that kept a part from being checked at all; the audit is incomplete then. */
  trouble(error: AffineError): void {
    this.#troubles.push(error);
  }

  get troubles(): readonly AffineError[] {
    return this.#troubles;
  }

  /** Deviations that make the verdict. */
  get countThatMatter(): number {
    const counts = [...this.#counts.values()].filter(({ code }) => !this.tolerated.has(code));
    return counts.reduce((sum, { count }) => sum + count, 0);
  }

  /** All deviations, those without kept evidence too. */
  countOf(validator?: string): number {
    const counts = [...this.#counts.values()].filter((entry) => (validator ?? entry.validator) === entry.validator);
    return counts.reduce((sum, { count }) => sum + count, 0);
  }

  countsByCode(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { code, count } of this.#counts.values()) counts[code] = (counts[code] ?? 0) + count;
    return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** By validator, then place, so that the order does not depend on who was faster. */
  deviations(): Deviation[] {
    const all = this.#kept.map(({ deviation, consequences }): Deviation => {
      if (consequences.size === 0) return deviation;
      return { ...deviation, consequences: Object.fromEntries([...consequences].sort(([a], [b]) => compare(a, b))) };
    });
    return all.sort(
      (a, b) =>
        compare(a.validator, b.validator) ||
        compare(placeOf(a), placeOf(b)) ||
        (a.round ?? -1) - (b.round ?? -1) ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
  }

  notes(): Note[] {
    return [...this.#notes.values()].sort(
      (a, b) => compare(a.code, b.code) || compare(a.validator ?? "", b.validator ?? ""),
    );
  }
}

interface Kept {
  readonly deviation: Deviation;
  readonly consequences: ReadonlyMap<string, number>;
}

/** A record's place so that texts sort as lines do; what has no place comes last. */
function placeOf({ record }: Deviation): string {
  if (record === null) return "~";
  const [key = "", line = ""] = record.split("#");
  return `${key}#${line.padStart(9, "0")}`;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

import type { RolloutRecord } from "../../record/index.ts";

/** What a window keeps of a record: what decides and what is shown. */
export type WindowRecord = { readonly validator: string } & Readonly<
  Pick<
    RolloutRecord,
    | "round"
    | "block"
    | "index"
    | "env"
    | "challenge"
    | "hotkey"
    | "model"
    | "revision"
    | "commitBlock"
    | "outcome"
    | "score"
    | "reason"
  >
>;

/** Rows are added so many at once. */
const ROWS_A_PAGE = 4096;
const NUMBERS = ["round", "block", "index", "commitBlock", "score"] as const;
const TEXTS = ["validator", "env", "hotkey", "model", "revision", "outcome", "reason"] as const;
/** Behind the texts: the number of what stands before the seed of a challenge, or of all of it. */
const PREFIX = TEXTS.length;
const SEED_BYTES = 32;
const SEED = /\/[0-9a-f]{64}$/;

interface Page {
  readonly numbers: Float64Array;
  readonly texts: Int32Array;
  /** Seeds of challenges; where a challenge has none of this form, it stands among the texts. */
  readonly seeds: Uint8Array;
}

/**
 * Records in columns, 104 bytes each, and each text once: a window of half a million would else hold half a gigabyte of
 * objects.
 */
export class RecordColumns {
  readonly #pages: Page[] = [];
  readonly #texts: string[] = [];
  readonly #numberOfText = new Map<string, number>();
  #size = 0;

  /** @returns the row's number. */
  add(record: WindowRecord): number {
    const row = this.#size;
    this.#size += 1;
    if (row % ROWS_A_PAGE === 0) this.#pages.push(emptyPage());
    const [{ numbers, texts, seeds }, at] = this.#place(row);
    NUMBERS.forEach((name, column) => (numbers[at * NUMBERS.length + column] = record[name]));
    const first = at * (PREFIX + 1);
    TEXTS.forEach((name, column) => (texts[first + column] = this.#number(record[name])));
    const { challenge } = record;
    if (!SEED.test(challenge)) texts[first + PREFIX] = -1 - this.#number(challenge);
    else {
      texts[first + PREFIX] = this.#number(challenge.slice(0, -2 * SEED_BYTES));
      seeds.set(Buffer.from(challenge.slice(-2 * SEED_BYTES), "hex"), at * SEED_BYTES);
    }
    return row;
  }

  of(row: number): WindowRecord {
    const [{ numbers, texts }, at] = this.#place(row);
    const number = (column: number): number => numbers[at * NUMBERS.length + column] ?? 0;
    const text = (column: number): string => this.#texts[texts[at * (PREFIX + 1) + column] ?? 0] ?? "";
    const [round, block, index, commitBlock, score] = [number(0), number(1), number(2), number(3), number(4)];
    const [validator, env, hotkey, model, revision] = [text(0), text(1), text(2), text(3), text(4)];
    const challenge = (): string => this.#challenge(row);
    return {
      ...{ validator, round, block, index, env, hotkey, model, revision },
      ...{ commitBlock, outcome: text(5) as WindowRecord["outcome"], score, reason: text(6) },
      // Put together when it is asked for: counting does not, and ordering only among the answers of one key.
      get challenge() {
        return challenge();
      },
    };
  }

  #challenge(row: number): string {
    const [{ texts, seeds }, at] = this.#place(row);
    const prefix = texts[at * (PREFIX + 1) + PREFIX] ?? 0;
    if (prefix < 0) return this.#texts[-1 - prefix] ?? "";
    const seed = seeds.subarray(at * SEED_BYTES, (at + 1) * SEED_BYTES);
    return `${this.#texts[prefix] ?? ""}${Buffer.from(seed.buffer, seed.byteOffset, SEED_BYTES).toString("hex")}`;
  }

  #place(row: number): [Page, number] {
    const page = this.#pages[Math.floor(row / ROWS_A_PAGE)];
    if (page === undefined || row >= this.#size) throw new RangeError(`There is no row ${row}.`);
    return [page, row % ROWS_A_PAGE];
  }

  #number(text: string): number {
    const known = this.#numberOfText.get(text);
    if (known !== undefined) return known;
    this.#numberOfText.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }
}

function emptyPage(): Page {
  return {
    numbers: new Float64Array(ROWS_A_PAGE * NUMBERS.length),
    texts: new Int32Array(ROWS_A_PAGE * (PREFIX + 1)),
    seeds: new Uint8Array(ROWS_A_PAGE * SEED_BYTES),
  };
}

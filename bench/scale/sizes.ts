/**
 * How much is measured; each by a variable, so that a short run shows that everything works:
 *
 *     AFFINE_BENCH_SCALE=short npm run bench -- scale
 */
const isShort = process.env["AFFINE_BENCH_SCALE"] === "short";

function numbers(name: string, whole: readonly number[], short: readonly number[]): readonly number[] {
  const text = process.env[`AFFINE_BENCH_${name}`];
  if (text === undefined || text === "") return isShort ? short : whole;
  return text.split(",").map((word) => {
    const value = Number(word);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new Error(`AFFINE_BENCH_${name}=${text}: whole numbers from 1 on.`);
    return value;
  });
}

function number(name: string, whole: number, short: number): number {
  return numbers(name, [whole], [short])[0] ?? whole;
}

export const SIZES = {
  /** Records of the cold decision. */
  cold: number("COLD", 500_000, 5_000),
  /** Records of the contests whose growth is shown. */
  growth: numbers("GROWTH", [10_000, 100_000, 1_000_000], [2_000, 6_000]),
  /** Shards of a thousand records that are verified. */
  shards: number("SHARDS", 20, 2),
  /** Questions in flight of each runner. */
  inFlight: numbers("IN_FLIGHT", [16, 128, 1000], [16]),
  runners: numbers("RUNNERS", [1, 2, 4], [1, 2]),
  /**
   * Milliseconds that a host takes for an answer, for each question in flight: four runners then ask 133 a second
   * whatever they have in flight, which two cores do beside waiting. Real answers take a minute.
   */
  answerMsEach: number("ANSWER_MS_EACH", 30, 6),
  /** Answers of each run on the queue, for each question in flight. */
  turns: number("TURNS", 3, 3),
  puts: number("PUTS", 10_000, 100),
  /** Puts at once. */
  putsAtOnce: number("PUTS_AT_ONCE", 64, 16),
  /** Blocks of the network whose blocks are timed. */
  blocks: number("BLOCKS", 120, 30),
} as const;

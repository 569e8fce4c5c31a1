import type { BenchResult } from "../bench-result.ts";
import type { ColdDecision } from "./cold-child.ts";
import { runChild, runPython } from "../run-child.ts";
import { SIZES } from "./sizes.ts";
import { makeTwoFormats } from "./two-formats.ts";

/** Most memory that a cold decision may hold, MiB. */
const MOST_MIB = 300;

/** The decision of affine-v1 from records alone, against a plain Python reader of the same results in the original's format. */
export async function coldDecision(): Promise<BenchResult[]> {
  const formats = await makeTwoFormats(SIZES.cold);
  try {
    const about = [formats.ours, String(formats.headBlock)];
    const ours = await runChild<ColdDecision>(new URL("cold-child.ts", import.meta.url), about);
    const theirs = await runPython<ColdDecision>("original_reader.py", [formats.original]);
    if (ours.winner !== theirs.winner || ours.results !== theirs.results) {
      throw new Error(`They decide otherwise: ${JSON.stringify({ ours, theirs })}`);
    }
    const of = ({ seconds, cpuSeconds, maxRssMiB }: ColdDecision): string =>
      `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time, ${maxRssMiB.toFixed(0)} MiB`;
    return [
      {
        name: `cold decision over ${formats.records} records`,
        ours: formats.records / ours.cpuSeconds,
        baseline: formats.records / theirs.cpuSeconds,
        unit: "records/CPU-s",
        ratio: theirs.cpuSeconds / ours.cpuSeconds,
        goal: 20,
        note: `both find uid ${ours.winner}; ours checks signatures, hashes and form (${of(ours)}), plain Python checks nothing (${of(theirs)})`,
      },
      {
        name: `cold decision over ${formats.records} records: memory`,
        ours: 1 / ours.maxRssMiB,
        baseline: 1 / MOST_MIB,
        unit: "1/MiB",
        ratio: MOST_MIB / ours.maxRssMiB,
        goal: 1,
        note: `most memory held, against ${MOST_MIB} MiB; plain Python ${theirs.maxRssMiB.toFixed(0)} MiB`,
      },
    ];
  } finally {
    await formats.dispose();
  }
}

import { logger } from "../../../telemetry/index.ts";
import type { Codecs } from "./codecs.ts";
import { EXPECTED, WRITTEN_FOR_SPEC, type Expected } from "./expected-shapes.ts";
import { liveShape } from "./live-shapes.ts";

/** A thing that looks otherwise than when this code was written. */
export interface Drift extends Expected {
  /** `undefined` when it is gone. */
  readonly found: string | undefined;
}

/** Compares everything that is used with the runtime's own metadata. */
export function findDrift(codecs: Codecs): Drift[] {
  return EXPECTED.map((expected) => ({ ...expected, found: liveShape(codecs, expected) })).filter(
    ({ shape, found }) => found !== shape,
  );
}

export function warnOfDrift(drifts: readonly Drift[], specVersion: number): void {
  for (const { kind, pallet, name, shape, found } of drifts) {
    const what = found === undefined ? "is gone" : "has changed";
    const effect = kind === "call" ? "it will not be called" : "what is read of it may be refused";
    logger("chain").warn(
      { specVersion, writtenFor: WRITTEN_FOR_SPEC, expected: shape, found },
      `drift: ${kind} ${pallet}.${name} ${what}; ${effect}: look for a newer version of this program`,
    );
  }
}

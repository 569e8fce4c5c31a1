import { taggedHash } from "../../core/index.ts";

/** Which part of the questions is judged again. */
export interface Share {
  /** 0 to 1. */
  readonly share: number;
  /** Nobody can know before what a seed picks. */
  readonly seed: string;
}

const WHOLE = 2 ** 48;

/** Whether a question is picked: all answers to it are judged, or none. */
export function inShare(challenge: string, { share, seed }: Share): boolean {
  if (share >= 1) return true;
  return Buffer.from(taggedHash("affine/audit-share/v1", seed, challenge)).readUIntBE(0, 6) < share * WHOLE;
}

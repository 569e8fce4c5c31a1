/** Who wins: pure functions from the signed record to a champion and weights. No clock, no random numbers, no I/O. */
export { decideV1 } from "./affine-v1/decide.ts";
export type {
  V1Decision,
  V1EnvironmentRow,
  V1Hotkey,
  V1IgnoredReason,
  V1Input,
  V1Result,
  V1Row,
} from "./affine-v1/types.ts";
export { wilsonIntervalBp, type IntervalBp } from "./interval.ts";
export { mechanism, MECHANISMS, type Mechanism, type MechanismName } from "./registry.ts";

import type { Logger } from "../telemetry/index.ts";
import type { Evaluator } from "./evaluator/evaluator.ts";
import type { BodyRules } from "./http/read-body.ts";
import type { DoorLimits } from "./limits.ts";
import type { DoorMetrics } from "./door-metrics.ts";
import type { SessionSlots } from "./session-slots.ts";

/** What every door stands on. */
export interface DoorParts {
  readonly evaluator: Evaluator;
  readonly limits: DoorLimits;
  readonly slots: SessionSlots;
  readonly bodies: BodyRules;
  readonly metrics: DoorMetrics;
  readonly version: string;
  readonly log: Logger;
}

/** Doors for trainers: the environments over the protocols that trainers speak. See docs/serve.md. */
export { environmentList } from "./describe/environment-list.ts";
export { environmentsResponseSchema, type SentEnvironment } from "./describe/environment-schema.ts";
export { startDoors, type Doors, type DoorsOptions } from "./start-doors.ts";
export { DOOR_LIMITS, type DoorLimits } from "./limits.ts";

/** Watches code of strangers: what never comes back is named, and ended. */
export { CallBoard } from "./call-board.ts";
export { endedByModule, LOOK_MS, Patience, PATIENCE_S, tooLate, tooMuchMemory, WAITING } from "./patience.ts";
export { isOwnModule, PARENT_VARIABLE, watchCalls, watchEnvironments } from "./watch-calls.ts";

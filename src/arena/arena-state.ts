import type { Contest } from "./contest-schema.ts";

/** What of the contest's state the arena keeps, as of a grid block. */
export type ArenaState = Pick<Contest, "block" | "round" | "reign" | "champion" | "challengers" | "crowns">;

/**
 * Environments whose verdict rests on Python that is run: a browser has no sandbox for it, so a validator tells which test
 * failed.
 */
export const RUN_PROGRAMS: readonly string[] = ["DED", "INDUCE", "REPAIR"];

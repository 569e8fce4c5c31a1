import { AffineError, errorMessage, thrownPlace } from "../../../core/index.ts";
import { explainUncaught } from "../../uncaught.ts";

/**
 * What a module throws when nobody waits for it, in a timer or a promise of its own, ends the command: whatever it has
 * printed by then was made by code that does something else besides.
 *
 * @param isTold whether a rejection was told already by who has loaded the module.
 */
export function refuseLateThrows(isTold: (reason: unknown) => boolean): void {
  process.on("unhandledRejection", (reason) => {
    if (!isTold(reason)) throw thrownLate(reason, "rejected a promise that nobody waits for");
  });
  explainUncaught((thrown) =>
    AffineError.isInstance(thrown) || thrownPlace(thrown) === ""
      ? thrown
      : thrownLate(thrown, "threw outside of every call"),
  );
}

function thrownLate(thrown: unknown, what: string): AffineError {
  return new AffineError("environment_broken", `A module ${what}: ${errorMessage(thrown)}${thrownPlace(thrown)}`, {
    hint: "A module defines environments and does nothing else: take out what it starts by itself.",
    cause: thrown,
  });
}

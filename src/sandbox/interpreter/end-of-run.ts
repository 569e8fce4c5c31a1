import type { Guest } from "./guest.ts";
import { AddressError } from "./guest-memory.ts";
import { RunEnded } from "./run-ended.ts";

/** How a run ended, from what was thrown out of the interpreter or out of one of the host's functions. */
export function endOf(guest: Guest, thrown: unknown): RunEnded {
  if (guest.ended !== null) return guest.ended;
  if (thrown instanceof RunEnded) return thrown;
  if (thrown instanceof WebAssembly.RuntimeError) return endOfTrap(guest);
  if (thrown instanceof AddressError) return new RunEnded("crash", null, "address out of range");
  // A C++ exception or longjmp that nobody caught inside.
  if (thrown instanceof Error && thrown.constructor.name === "Exception") {
    return new RunEnded("crash", null, "exception");
  }
  // A program that has forged its memory can have a function called whose type is another one than the caller's.
  if (thrown instanceof TypeError && /^Cannot convert .* to a BigInt$/.test(thrown.message)) {
    return new RunEnded("crash", null, "function of another type");
  }
  // The native stack, say, if it is smaller than this host was asked for.
  return new RunEnded("host_failure", null, `the interpreter's host failed: ${String(thrown)}`);
}

function endOfTrap({ meter }: Guest): RunEnded {
  if (meter.outOfFuel) return new RunEnded("fuel");
  return new RunEnded("crash", null, meter.tooDeep ? "calls nested too deeply" : "trap");
}

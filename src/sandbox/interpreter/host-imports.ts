import { ERRNO } from "./errno.ts";
import type { Guest } from "./guest.ts";
import { LongTextError } from "./guest-memory.ts";
import type { HostFunctions } from "./host-functions.ts";
import { ALLOWED_WHILE_BUILDING, ALLOWED_WHILE_RUNNING } from "./import-policy.ts";
import { fileImports } from "./imports-files.ts";
import { processImports } from "./imports-process.ts";
import { scratchImports } from "./imports-scratch.ts";
import { streamImports } from "./imports-streams.ts";
import { timeImports } from "./imports-time.ts";
import { endOf } from "./end-of-run.ts";
import { RunEnded } from "./run-ended.ts";

type Callable = (...values: (number | bigint)[]) => unknown;

/**
 * What a call answers that ended the run. Nobody sees it, since the module traps at once, but it must convert to every
 * type that an import may have: this does, to 0 and to 0n.
 */
const UNSEEN = "0";

/** Building an interpreter (nobody's program in it yet) or running programs. */
export type Phase = "building" | "running";

/**
 * The complete import object of the interpreter. A name is served if and only if the policy lists it; any other call
 * ends the run as a violation.
 *
 * @param replaced implementations that stand in for ours whatever the policy says. Tests take single gates away with
 * it; nothing in production passes it.
 */
export function hostImports(
  module: WebAssembly.Module,
  guest: Guest,
  phase: Phase,
  replaced: HostFunctions = {},
): Record<string, Record<string, unknown>> {
  const ours = {
    ...streamImports(guest),
    ...fileImports(guest),
    ...scratchImports(guest),
    ...timeImports(guest),
    ...processImports(guest),
  };
  const imports: Record<string, Record<string, unknown>> = {};
  for (const { module: space, name, kind } of WebAssembly.Module.imports(module)) {
    const group = (imports[space] ??= Object.create(null) as Record<string, unknown>);
    if (kind === "function") group[name] = gate(guest, name, replaced[name] ?? served(ours, name, phase));
    // Addresses of functions that live in JavaScript (OpenGL): null, so that calling one traps.
    else if (kind === "global") group[name] = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
    else throw new TypeError(`the interpreter asks for a ${kind} named ${name}, which nobody has looked at`);
  }
  return imports;
}

function served(ours: HostFunctions, name: string, phase: Phase): unknown {
  const listed =
    Object.hasOwn(ALLOWED_WHILE_RUNNING, name) || (phase === "building" && Object.hasOwn(ALLOWED_WHILE_BUILDING, name));
  return listed ? ours[name] : undefined;
}

function gate(guest: Guest, name: string, implementation: unknown): unknown {
  if (implementation === undefined) {
    return () => {
      guest.end(new RunEnded("violation", null, name));
      return UNSEEN;
    };
  }
  const call = implementation as Callable;
  // Never throws: handlers of C++ exceptions inside the module would see it, and a trap they do not.
  return (...values: (number | bigint)[]) => {
    if (guest.ended !== null) return UNSEEN;
    try {
      return call(...values);
    } catch (thrown) {
      if (thrown instanceof LongTextError) return -ERRNO.nameTooLong;
      guest.end(endOf(guest, thrown));
      return UNSEEN;
    }
  };
}

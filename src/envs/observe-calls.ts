import { kinds, need } from "../core/index.ts";

/** Told when code of an environment's author is entered; what it returns, when that code has come back. */
export type CallObserver = (environment: string, call: string) => () => void;

let observer: CallObserver | undefined;

/** Has every call of an author's code told to somebody: one that never comes back can be named by nobody else. */
export function observeCalls(given: CallObserver | undefined): void {
  need(kinds.maybe(kinds.call), given, "observeCalls", "a function that is told of every call, or undefined");
  observer = given;
}

/**
 * Runs code of an author's.
 *
 * @param call which function with what, for a person: `generate (level 2, seed x)`.
 */
export function observed<Result>(environment: string, call: () => string, run: () => Result): Result {
  if (observer === undefined) return run();
  const leave = observer(environment, call());
  let isPending = false;
  try {
    const result = run();
    if (!(result instanceof Promise)) return result;
    isPending = true;
    return (result as Promise<unknown>).finally(leave) as Result;
  } finally {
    if (!isPending) leave();
  }
}

import { AffineError } from "../../src/core/errors.ts";

/** In a browser there is no sandbox: what needs Python says so, and is no score. */
export const python = {
  run: () =>
    Promise.reject(
      new AffineError("unsupported", "This environment runs Python programs in a sandbox, which a browser has not.", {
        hint: "af verify judges recorded answers on your machine, af env try your own.",
        // Not tried is not judged: without this it would be a verdict that the record is wrong.
        retryable: true,
      }),
    ),
};

export { DEFAULT_LIMITS } from "../../src/sandbox/limits.ts";

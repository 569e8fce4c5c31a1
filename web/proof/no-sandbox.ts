import { AffineError } from "../../src/core/errors.ts";

/** In a browser there is no sandbox: what needs Python says so, and is no score. */
export const python = {
  run: () =>
    Promise.reject(
      new AffineError("unsupported", "This environment runs Python programs in a sandbox, which a browser has not.", {
        hint: "af verify judges it on your machine.",
      }),
    ),
};

export { DEFAULT_LIMITS } from "../../src/sandbox/limits.ts";

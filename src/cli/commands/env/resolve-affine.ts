/**
 * Runs in Node's loader thread. A stranger's environment imports `affine`; it gets the running program, so that there is
 * one registry and one set of rules, and so that it works where no `affine` is installed for it.
 */
import type { InitializeHook, ResolveHook } from "node:module";

let program: string | undefined;

/** @param url of the module that `affine` stands for. */
export const initialize: InitializeHook<string> = (url) => {
  program = url;
};

export const resolve: ResolveHook = (specifier, context, nextResolve) =>
  nextResolve(specifier === "affine" && program !== undefined ? program : specifier, context);

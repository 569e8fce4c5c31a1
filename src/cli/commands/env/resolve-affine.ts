/**
 * Runs in Node's loader thread. A stranger's environment imports `affine`; it gets the running program, so that there is
 * one registry and one set of rules, and so that it works where no `affine` is installed for it.
 */
import type { InitializeHook, ResolveHook } from "node:module";

let modules: Readonly<Record<string, string>> = {};

/** @param given URL of the module that each name stands for. */
export const initialize: InitializeHook<Readonly<Record<string, string>>> = (given) => {
  modules = given;
};

export const resolve: ResolveHook = (specifier, context, nextResolve) =>
  nextResolve(Object.hasOwn(modules, specifier) ? (modules[specifier] ?? specifier) : specifier, context);

/**
 * Runs in Node's loader thread. A stranger's environment imports `affine`; it gets the running program, so that there is
 * one registry and one set of rules, and so that it works where no `affine` is installed for it. Every module that is
 * asked for is told by its URL, since Node does not tell which of them is no JavaScript.
 */
import type { InitializeHook, ResolveHook } from "node:module";
import type { MessagePort } from "node:worker_threads";

/** What the hook is started with. */
export interface ResolveSettings {
  /** URL of the module that each name stands for. */
  readonly modules: Readonly<Record<string, string>>;
  /** Where URLs of modules go. */
  readonly told: MessagePort;
}

let settings: ResolveSettings | undefined;

export const initialize: InitializeHook<ResolveSettings> = (given) => {
  settings = given;
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const { modules = {}, told } = settings ?? {};
  const found = await nextResolve(
    Object.hasOwn(modules, specifier) ? (modules[specifier] ?? specifier) : specifier,
    context,
  );
  told?.postMessage(found.url);
  return found;
};

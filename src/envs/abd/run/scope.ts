import type { HelperCode, Scope } from "./code.ts";
import { compileList } from "./compile-list.ts";
import { compileLoop } from "./compile-loop.ts";
import { compileNumber } from "./compile-number.ts";
import { compileText } from "./compile-text.ts";
import { compileTruth } from "./compile-truth.ts";
import type { Names } from "./names.ts";

/** Ties the compilers of all kinds of nodes together, which call each other through the scope. */
export function scopeOf(names: Names, helpers: ReadonlyMap<string, HelperCode>): Scope {
  const scope: Scope = {
    names,
    helpers,
    number: (node) => compileNumber(node, scope),
    text: (node) => compileText(node, scope),
    list: (node) => compileList(node, scope),
    truth: (node) => compileTruth(node, scope),
    loop: (source) => compileLoop(source, scope),
    bound: (node) => (node === null ? () => undefined : compileNumber(node, scope)),
  };
  return scope;
}

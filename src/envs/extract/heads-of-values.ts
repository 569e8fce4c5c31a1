import { headOf } from "./column-heads.ts";

const WHICH =
  "(?:(?:the|its|their|each|every|all|asked|requested|wanted|queried|final|end|ending|last|current|resulting|computed|integer|whole|numeric|stored|held) )*";
const AT_THE_END = "(?: (?:at the end|in the end|finally|final|held|stored))?";
const OF_NAMES = new RegExp(
  `^${WHICH}(?:names?|variables?|vars?|cells?|keys?|identifiers?|ids?|registers?|labels?|symbols?|aliases|alias)$`,
);
const OF_VALUES = new RegExp(
  `^${WHICH}(?:numbers?|values?|integers?|contents?|results?|answers?|holds|equals|final|at the end|=)${AT_THE_END}$`,
);

/** True for the head of a table of two columns in which each name stands beside its value: what it is called says nothing else. */
export function isHeadOfValues(cells: readonly string[]): boolean {
  const [name = "", value = "", ...others] = cells.map(headOf);
  const isName = name === "" || OF_NAMES.test(name);
  const isValue = value === "" || OF_VALUES.test(value);
  return others.length === 0 && isName && isValue;
}

import type { Message, Random } from "../../core/index.ts";
import { chooseFault } from "./choose-fault.ts";
import { drawDesign } from "./draw/draw-design.ts";
import { emitPackage, type Files, type Style } from "./emit/emit-package.ts";
import { testPath, testText } from "./package-test.ts";
import { writeReadme } from "./readme/write-readme.ts";
import { REPAIR_LEVELS } from "./repair-levels.ts";
import { repairPrompt } from "./repair-prompt.ts";
import type { RepairState } from "./repair-state.ts";

const TASTES = 97;

/** A package with a fault, and the tests it must pass; `null` where no fault will do. */
export function generateRepair(
  params: { readonly level: number },
  random: Random,
): { messages: readonly Message[]; state: RepairState } | null {
  const level = REPAIR_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const design = drawDesign(level, random);
  const taste = Array.from({ length: TASTES }, () => random.below(6));
  const found = chooseFault(design, level, random);
  if (found === null) return null;
  const { variant, visible, hidden } = found;
  const style: Style = { modules: level.modules, taste };
  const [right, code] = [emitPackage(design, style), emitPackage(variant.design, style)];
  const path = Object.keys(code).find((one) => code[one] !== right[one]);
  if (path === undefined) return null;
  const readme = writeReadme(design);
  const tests = visible.map((test, index): [string, string] => [testPath(index + 1), testText(test)]);
  const fixed: Files = Object.fromEntries([["README.md", readme], ...tests]);
  const fault = {
    kind: variant.kind,
    slot: variant.slot,
    path,
    right: linesOnlyIn(right[path] ?? "", code[path] ?? ""),
  };
  const opening = repairPrompt({ ...code, ...fixed }, readme, design.package);
  return {
    messages: [{ role: "user", content: opening }],
    state: { folder: design.package, code, fixed, visible, hidden, edits: 0, fault },
  };
}

/** The lines of a text between what it has in common with the beginning and the end of another. */
function linesOnlyIn(text: string, other: string): string {
  const [lines, others] = [text.split("\n"), other.split("\n")];
  let from = 0;
  while (from < Math.min(lines.length, others.length) && lines[from] === others[from]) from += 1;
  let end = 0;
  const most = Math.min(lines.length, others.length) - from;
  while (end < most && lines.at(-1 - end) === others.at(-1 - end)) end += 1;
  return lines.slice(from, lines.length - end).join("\n");
}

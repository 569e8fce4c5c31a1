import type { Message, Random } from "../../core/index.ts";
import { chooseFaults } from "./choose-faults.ts";
import { drawDesign } from "./draw/draw-design.ts";
import { emitPackage, type Files, type Style } from "./emit/emit-package.ts";
import { testPath, testText } from "./package-test.ts";
import { writeReadme } from "./readme/write-readme.ts";
import { REPAIR_LEVELS } from "./repair-levels.ts";
import { repairPrompt } from "./repair-prompt.ts";
import type { RepairState } from "./repair-state.ts";

const TASTES = 97;

/** A package with its faults, and the tests it must pass; `null` where no faults will do. */
export function generateRepair(
  params: { readonly level: number },
  random: Random,
): { messages: readonly Message[]; state: RepairState } | null {
  const level = REPAIR_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const design = drawDesign(level, random);
  const taste = Array.from({ length: TASTES }, () => random.below(6));
  const found = chooseFaults(design, level, random);
  if (found === null) return null;
  const { visible, hidden } = found;
  const style: Style = { modules: level.modules, taste };
  const [right, code] = [emitPackage(design, style), emitPackage(found.design, style)];
  const faults = found.variants.flatMap(({ slot, kind, design: alone }) => {
    const faulty = emitPackage(alone, style);
    const path = Object.keys(right).find((one) => faulty[one] !== right[one]);
    if (path === undefined) return [];
    return [{ kind, slot, path, right: linesOnlyIn(right[path] ?? "", faulty[path] ?? "") }];
  });
  if (faults.length < level.faults) return null;
  const readme = writeReadme(design);
  const tests = visible.map((test, index): [string, string] => [testPath(index + 1), testText(test)]);
  const fixed: Files = Object.fromEntries([["README.md", readme], ...tests]);
  const opening = repairPrompt({ ...code, ...fixed }, { readme, folder: design.package, faults: level.faults });
  return {
    messages: [{ role: "user", content: opening }],
    state: { folder: design.package, code, fixed, visible, hidden, edits: 0, faults },
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

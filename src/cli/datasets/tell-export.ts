import type { ExportReport, LeftOut, PushedDataset } from "../../dataset/index.ts";
import { printJson, printLine } from "../output.ts";

const WHY: Readonly<Record<LeftOut, string>> = {
  no_text: "nothing was said, or the text is not kept any more",
  no_reward: "nothing was judged",
  low_reward: "the reward is too low",
};

/** Prints what an export added: one JSON object, or a few lines. */
export async function tellExport(
  { json }: { readonly json: boolean },
  report: ExportReport,
  pushed: PushedDataset | undefined,
): Promise<void> {
  if (json) {
    const { leftOut, ...rest } = report;
    await printJson({ ...rest, left_out: leftOut, pushed: pushed ?? null });
    return;
  }
  if (report.manifest === null) await printLine(`Nothing new for ${report.dir}.`);
  else {
    const [rows, files] = [counted(report.rows, "row"), counted(report.parts.length, "file")];
    await printLine(`${rows} in ${files} ${report.rows === 1 ? "is" : "are"} new in ${report.dir}.`);
  }
  for (const [why, count] of Object.entries(report.leftOut)) {
    await printLine(`${counted(count, "rollout")} ${count === 1 ? "has" : "have"} no row: ${WHY[why as LeftOut]}.`);
  }
  if (pushed !== undefined) await printLine(`${pushed.repo} holds it at revision ${pushed.revision}.`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

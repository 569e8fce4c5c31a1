import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JobResult } from "../../rounds/index.ts";
import type { EvalAnswer } from "./eval-answer.ts";
import { makeFolders } from "../../io/index.ts";

/** Writes what was asked and said into `<folder>/<env>-<index>.json`; nothing where there was no answer. */
export async function saveTranscript(
  folder: string,
  answer: EvalAnswer,
  transcript: JobResult["transcript"],
): Promise<void> {
  if (transcript === null) return;
  await makeFolders(folder);
  const name = `${answer.env}-${String(answer.index).padStart(5, "0")}.json`;
  await writeFile(join(folder, name), `${JSON.stringify({ ...answer, transcript }, null, 2)}\n`);
}

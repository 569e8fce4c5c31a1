import type { Random } from "../../../core/index.ts";
import type { Generated } from "../../environment.ts";
import type { CorpusTask } from "../ded-secret.ts";
import { taskCorpus, type CorpusEntry } from "./task-corpus.ts";

/** A task of a corpus, each equally likely. @throws AffineError `environment_params` if the corpus is not loaded. */
export function generateCorpusTask(sha256: string, random: Random): Generated<CorpusTask> {
  const entry = random.pick(taskCorpus(sha256).entries);
  const prompt = corpusPrompt(entry);
  return { prompt, messages: [{ role: "user", content: prompt }], secret: { source: "corpus", cases: entry.cases } };
}

function corpusPrompt({ statement, cases }: CorpusEntry): string {
  const names = [...new Set(cases.flatMap((testCase) => (testCase.kind === "function_call" ? [testCase.name] : [])))];
  const how =
    names.length === 0
      ? "Write a Python 3 program that reads standard input and prints to standard output"
      : `Write Python 3 code that defines ${names.join(" and ")}`;
  return `${statement.trimEnd()}

${how}, in one fenced code block tagged python; only the last such block counts.`;
}

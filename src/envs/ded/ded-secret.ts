import type { CorpusCase } from "./corpus/corpus-case.ts";
import type { HiddenTest } from "./hidden/hidden-tests.ts";
import type { Style } from "./python/write-python.ts";
import type { Task } from "./task/task.ts";

/** A generated task with its hidden tests. */
export interface GeneratedTask {
  readonly source: "generated";
  readonly task: Task;
  readonly style: Style;
  readonly tests: readonly HiddenTest[];
}

/** A task of a corpus with its test cases. */
export interface CorpusTask {
  readonly source: "corpus";
  readonly cases: readonly CorpusCase[];
}

export type DedSecret = GeneratedTask | CorpusTask;

import type { CorpusCase } from "./corpus/corpus-case.ts";
import type { IoTest } from "./hidden/hidden-tests.ts";
import type { Spec } from "./spec/spec.ts";
import type { Style } from "./spec/write-python.ts";

/** A generated task with its hidden tests. */
export interface GeneratedTask {
  readonly source: "generated";
  readonly spec: Spec;
  readonly style: Style;
  readonly tests: readonly IoTest[];
}

/** A task of a corpus with its test cases. */
export interface CorpusTask {
  readonly source: "corpus";
  readonly cases: readonly CorpusCase[];
}

export type DedSecret = GeneratedTask | CorpusTask;

import type { PythonEngine } from "../../sandbox/index.ts";
import type { Judgement, QuestionToJudge } from "./answer-to-judge.ts";
import { judgeQuestion } from "./judge-question.ts";
import { JudgeThreads } from "./judge-threads.ts";

/** Judges questions again, here or on threads. */
export interface Judge {
  /** Questions that are worth being under way at once. */
  readonly capacity: number;
  /** @throws AffineError `interrupted` once closed, `internal` when a thread broke. */
  judge(task: QuestionToJudge): Promise<readonly Judgement[]>;
  close(): Promise<void>;
}

/** @param workers threads; 1 works in this thread. @param python the sandbox, not closed by the judge. */
export function openJudge({ workers, python }: { workers: number; python: PythonEngine }): Judge {
  if (workers > 1) return JudgeThreads.open(workers, python);
  return {
    capacity: 8,
    async judge(task) {
      // Signals, timers and the network get a turn between questions.
      await new Promise((resolve) => setImmediate(resolve));
      return judgeQuestion(task, python);
    },
    close: () => Promise.resolve(),
  };
}

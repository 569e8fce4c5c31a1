import { abdEnvironment, satEnvironment } from "../../../src/envs/index.ts";
import { runInCPython } from "../abd/cpython.ts";
import { judgeAbd } from "./abd-judge.ts";
import { answersTo, between, compareWith, type Comparison } from "./compare-with.ts";
import { judgeSat, type SecondVerdict } from "./sat-judge.ts";
import { completionAround, spelledAssignment, spelledInput } from "./spelled-answers.ts";

/** The environment's verdicts on right and spoilt answers of every level beside those of a judge written from the page. */
export async function compareSat(series: string, answers: number): Promise<Comparison> {
  const asked = answersTo(satEnvironment, series, answers, (oracle, random) => {
    const right = between(oracle, "answer").trim().split(/\s+/).map(Number);
    return completionAround(spelledAssignment(right, random), "answer", random);
  });
  return compareWith(satEnvironment, asked, ({ question, completion }) =>
    inThousandths(judgeSat(question.prompt, completion)),
  );
}

/** As {@link compareSat}; one process of CPython runs all programs. */
export async function compareAbd(series: string, answers: number): Promise<Comparison> {
  const asked = answersTo(abdEnvironment, series, answers, (oracle, random) =>
    completionAround(spelledInput(between(oracle, "input").trim(), random), "input", random),
  );
  const judged = asked.map(({ question, completion }) => judgeAbd(question.prompt, completion));
  const printed = runInCPython(judged.flatMap((one) => (one.done ? [] : [one.job])));
  let run = 0;
  const verdicts = judged.map((one): SecondVerdict => {
    if (one.done) return one.verdict;
    const [output] = printed[run] ?? [];
    run += 1;
    return output === one.wanted ? { score: 1, reason: "correct" } : { score: 0, reason: "wrong_output" };
  });
  return compareWith(abdEnvironment, asked, (_, index) => inThousandths(verdicts[index] as SecondVerdict));
}

function inThousandths({ score, reason }: SecondVerdict): { thousandths: number; reason: string } {
  return { thousandths: 1000 * score, reason };
}

import type { Random } from "../../../core/index.ts";
import { numbersForNames } from "../../names/numbers-for-names.ts";
import type { Baseline, Study } from "../../study.ts";
import { chainForward, proofOf, rulesFor, type Chained } from "../chain-forward.ts";
import { tenthOfSteps } from "../prove-levels.ts";
import { searchFromGoal } from "../search-from-goal.ts";
import { factKey, factText, type Fact, type ProveSecret, type Theory } from "../theory.ts";

/** Tokens that a model writes to look at a fact for a rule. */
const TOKENS_A_STEP = 15;

type Opened = Pick<ProveSecret, "theory" | "goal" | "limit">;

/** How PROVE is measured. */
export const proveStudy: Study<ProveSecret> = {
  opened: ({ secret: { theory, goal, limit } }): Opened => ({ theory, goal, limit }),
  oracle: ({ secret: { theory, proof } }) => answerOf(theory, proof),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty answer", answer: () => "<answer></answer>" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    prove("the goal alone", ({ goal }) => [goal]),
    prove("the facts, then the goal", ({ theory, goal, limit }) => [...theory.facts.slice(0, limit - 1), goal]),
    prove("a guess of what lies between", ({ theory, goal, limit }, random) => [
      ...Array.from({ length: Math.min(3, limit - 1) }, (): Fact => {
        const any = (): number => random.below(theory.constants.length);
        return [random.below(theory.relations.length), any(), any()];
      }),
      goal,
    ]),
  ],
  shallow: [
    prove("forward, a tenth of the steps", (opened, _, level) => forward(opened, opened.theory, tenthOfSteps(level))),
    prove("forward in random order, a tenth of the steps", (opened, random, level) => {
      const { theory } = opened;
      const facts = random.shuffle(theory.facts.slice());
      return forward(opened, { ...theory, facts, rules: random.shuffle(theory.rules.slice()) }, tenthOfSteps(level));
    }),
    prove(
      "from the goal, a tenth of the steps",
      ({ theory, goal }, _, level) => searchFromGoal(theory, goal, tenthOfSteps(level)).proof,
    ),
    prove("what follows first, up to the most lines, and the goal", ({ theory, goal, limit }) => {
      const { derived } = chainForward(theory, theory.rules, { facts: theory.facts.length + limit - 1 });
      return [...[...derived.values()].filter(({ depth }) => depth > 0).map(({ fact }) => fact), goal];
    }),
  ],
  strong: [
    prove(
      "from the goal, as many steps",
      ({ theory, goal }, _, level) => searchFromGoal(theory, goal, 10 * tenthOfSteps(level)).proof,
    ),
  ],
  answerLines: ({ secret: { theory, proof } }) => [
    { text: proof.map((fact) => factText(theory, fact)).join("\n"), bits: 8 * proof.length },
  ],
  shape: ({ prompt }) => numbersForNames(prompt.slice(prompt.indexOf("Facts:"))),
  figures: ({ prompt, secret: { theory, goal, proof } }) => {
    const { steps } = searchFromGoal(theory, goal);
    return {
      proofLines: proof.length,
      steps,
      estimatedTokens: steps * TOKENS_A_STEP,
      promptCharacters: prompt.length,
    };
  },
};

/** Forward chaining with the rules that matter until the goal or the last step. */
function forward({ goal }: Opened, theory: Theory, steps: number): readonly Fact[] {
  const chained: Chained = chainForward(theory, rulesFor(goal[0], theory.rules), { goal, steps });
  return chained.derived.has(factKey(theory, goal)) ? proofOf(theory, chained, goal) : [];
}

function prove(name: string, lines: (opened: Opened, random: Random, level: number) => readonly Fact[]): Baseline {
  return {
    name,
    answer({ opened, params }, random) {
      const question = opened as Opened;
      return answerOf(question.theory, lines(question, random, Number(params["level"])));
    },
  };
}

function answerOf(theory: Theory, lines: readonly Fact[]): string {
  return `<answer>\n${lines.map((fact) => factText(theory, fact)).join("\n")}\n</answer>`;
}

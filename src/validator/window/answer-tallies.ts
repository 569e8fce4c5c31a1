import { meaningOf } from "../../record/index.ts";
import type { WindowRecord } from "./window-records.ts";

/** What became of the questions to one model in one environment. */
export interface AnswerTally {
  /** Questions that are held to the model: without the validators' own failures and those that could not be made. */
  readonly asked: number;
  /** Of these, those to which an answer came. */
  readonly answered: number;
  /** Over the answers; what was not answered adds nothing. */
  readonly sumThousandths: number;
}

/** A model and its tallies by environment. */
export interface ModelTallies {
  readonly hotkey: string;
  readonly model: string;
  readonly revision: string;
  readonly commitBlock: number;
  readonly environments: ReadonlyMap<string, AnswerTally>;
}

const NOTHING: AnswerTally = { asked: 0, answered: 0, sumThousandths: 0 };

/** Counts records by model and environment, as the contest counts them. */
export class AnswerTallies {
  readonly #models = new Map<string, ModelTallies & { readonly environments: Map<string, AnswerTally> }>();

  add(record: WindowRecord): void {
    const meaning = meaningOf(record);
    if (meaning.kind === "own_failure" || meaning.kind === "void") return;
    const { hotkey, model, revision, commitBlock, env } = record;
    const key = keyOf(record);
    const known = this.#models.get(key) ?? {
      hotkey,
      model,
      revision,
      commitBlock,
      environments: new Map<string, AnswerTally>(),
    };
    const { asked, answered, sumThousandths } = known.environments.get(env) ?? NOTHING;
    known.environments.set(env, {
      asked: asked + 1,
      answered: answered + (meaning.kind === "unanswered" ? 0 : 1),
      sumThousandths: sumThousandths + (meaning.score ?? 0),
    });
    this.#models.set(key, known);
  }

  of(model: { hotkey: string; model: string; revision: string }, env: string): AnswerTally {
    return this.#models.get(keyOf(model))?.environments.get(env) ?? NOTHING;
  }

  /** In the order in which they were first asked. */
  get models(): readonly ModelTallies[] {
    return [...this.#models.values()];
  }
}

function keyOf({ hotkey, model, revision }: { hotkey: string; model: string; revision: string }): string {
  return `${hotkey}\n${model}\n${revision}`;
}

import type { Envelope, OpenEnvelope, Row } from "../dataset-format.ts";

/** What the rows of {@link inspectEnvelope} carry. */
interface InspectRow {
  readonly env: string;
  readonly model: string;
  readonly revision: string;
  readonly atMs: number;
  readonly reward: number | null;
  readonly sample: Row;
}

const read = (row: Row): InspectRow => row as unknown as InspectRow;

/** inspect's log of one environment and model, with results that are added up over its samples. */
export const inspectEnvelope: Envelope = {
  keyOf: (row) => JSON.stringify([read(row).model, read(row).revision]),
  body: (row) => read(row).sample,
  open: (first) => new InspectLog(read(first)),
};

class InspectLog implements OpenEnvelope {
  readonly #first: InspectRow;
  #samples = 0;
  #scored = 0;
  #sum = 0;
  #sumOfSquares = 0;
  #lastMs = 0;

  constructor(first: InspectRow) {
    this.#first = first;
  }

  add(row: Row): void {
    const { reward, atMs } = read(row);
    this.#samples += 1;
    this.#lastMs = Math.max(this.#lastMs, atMs);
    if (reward === null) return;
    this.#scored += 1;
    this.#sum += reward;
    this.#sumOfSquares += reward * reward;
  }

  close(): { head: string; tail: string } {
    const { env, model, revision, atMs } = this.#first;
    const created = new Date(atMs).toISOString();
    const task = `affine-${env}`;
    const header = {
      version: 2,
      status: "success",
      eval: {
        ...{ created, task, task_id: `${task}@${revision.slice(0, 22)}`, run_id: `${model}@${revision}`.slice(0, 64) },
        ...{ model, dataset: { name: task, samples: this.#samples }, config: {}, metadata: { revision } },
        scorers: [{ name: "verdict" }],
      },
      plan: { name: "plan", steps: [{ solver: "generate", params: {} }], config: {} },
      results: this.#results(),
      stats: { started_at: created, completed_at: new Date(this.#lastMs).toISOString(), model_usage: {} },
    };
    return { head: `${JSON.stringify(header).slice(0, -1)},"samples":[\n`, tail: "\n]}\n" };
  }

  fileName(hash: string): string {
    const created = new Date(this.#first.atMs).toISOString().slice(0, 19).replaceAll(":", "-");
    return `${created}+00-00_affine-${this.#first.env}_${hash}.json`;
  }

  #results(): Row {
    const n = this.#scored;
    const mean = n === 0 ? 0 : this.#sum / n;
    const variance = n < 2 ? 0 : Math.max(0, (this.#sumOfSquares - n * mean * mean) / (n - 1));
    const metrics = {
      mean: { name: "mean", value: mean },
      stderr: { name: "stderr", value: n < 2 ? 0 : Math.sqrt(variance / n) },
    };
    const score = { name: "verdict", scorer: "verdict", scored_samples: n, unscored_samples: this.#samples - n };
    return { total_samples: this.#samples, completed_samples: n, scores: n === 0 ? [] : [{ ...score, metrics }] };
  }
}

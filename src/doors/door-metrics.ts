import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Judged } from "./evaluator/evaluator.ts";

/** Present figures, read at each scrape. */
export interface DoorGauges {
  readonly sessions: () => number;
  readonly waiting: () => number;
  readonly running: () => number;
  readonly heldBytes: () => number;
}

/** What Prometheus sees of the doors. Label values are known beforehand: nothing a client sends becomes one. */
export class DoorMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "affine_door_requests_total",
    help: "Requests and frames by door and how they ended: ok, or an error's code",
    labelNames: ["door", "outcome"],
    registers: [this.#registry],
  });
  readonly #judged = new Counter({
    name: "affine_door_evaluations_total",
    help: "Answers by environment and outcome: passed, scored, or an error's code",
    labelNames: ["env", "outcome"],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: "affine_door_evaluation_seconds",
    help: "Time to judge an answer, once it was its turn",
    labelNames: ["env"],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [this.#registry],
  });

  /** @param gauges what to read at each scrape. */
  show(gauges: DoorGauges): void {
    const figures: readonly [name: string, help: string, read: () => number][] = [
      ["affine_door_sessions", "Sessions that are open", gauges.sessions],
      ["affine_door_queue_waiting", "Questions and answers that wait", gauges.waiting],
      ["affine_door_queue_running", "Questions and answers under way", gauges.running],
      ["affine_door_held_bytes", "Bytes of request bodies in memory", gauges.heldBytes],
    ];
    for (const [name, help, read] of figures) {
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect() {
          this.set(read());
        },
      });
    }
  }

  request(door: string, outcome: string): void {
    this.#requests.inc({ door, outcome });
  }

  evaluation(env: string, { evaluation, error }: Judged, seconds: number): void {
    const outcome = error !== undefined ? error.code : evaluation.thousandths === 1000 ? "passed" : "scored";
    this.#judged.inc({ env, outcome });
    if (error === undefined) this.#seconds.observe({ env }, seconds);
  }

  async text(): Promise<{ text: string; contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}

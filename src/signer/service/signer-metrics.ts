import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { SignerLog } from "../log/signer-log.ts";

/** What Prometheus sees of a signer. */
export class SignerMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "affine_signer_requests_total",
    help: "Intents by kind and how they ended: ok, or an error's code",
    labelNames: ["intent", "outcome"],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: "affine_signer_request_seconds",
    help: "Time an intent took",
    labelNames: ["intent"],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 15, 60],
    registers: [this.#registry],
  });

  /** @param problem why the signer can sign nothing at present, if it cannot */
  constructor(log: SignerLog, problem: () => Promise<string | undefined>) {
    new Gauge({
      name: "affine_signer_ready",
      help: "1 while it can sign, 0 while it cannot: /health says why",
      registers: [this.#registry],
      async collect() {
        this.set((await problem()) === undefined ? 1 : 0);
      },
    });
    new Gauge({
      name: "affine_signer_shard_seq",
      help: "Number of the last shard signed",
      registers: [this.#registry],
      collect() {
        if (log.header !== undefined) this.set(log.header.seq);
      },
    });
    new Gauge({
      name: "affine_signer_weights_window",
      help: "Window of the last weights submitted",
      registers: [this.#registry],
      collect() {
        if (log.submission !== undefined) this.set(log.submission.window);
      },
    });
  }

  count(intent: string, outcome: string, seconds: number): void {
    this.#requests.inc({ intent, outcome });
    this.#seconds.observe({ intent }, seconds);
  }

  async text(): Promise<{ text: string; contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}

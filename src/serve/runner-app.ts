import { Hono } from "hono";
import { Counter, Gauge, Registry } from "prom-client";

/** What a runner tells of itself. */
export interface RunnerStatus {
  readonly ok: boolean;
  readonly answers: number;
  readonly trouble: string | null;
  /** Questions under way. */
  readonly inFlight: number;
}

/** `/health` (200 or 503) and Prometheus text at `/metrics`, for a runner that is a process of its own. */
export function createRunnerApp(status: () => RunnerStatus): Hono {
  const app = new Hono();
  app.get("/health", (context) => {
    const now = status();
    return context.json(now, now.ok ? 200 : 503);
  });
  app.get("/metrics", async (context) => {
    const { ok, answers, inFlight } = status();
    const registry = new Registry();
    const about = (name: string, help: string) => ({ name, help, registers: [registry] });
    new Gauge(about("affine_runner_ok", "0 when it has failed for a minute and still does")).set(Number(ok));
    new Gauge(about("affine_runner_in_flight", "Questions under way")).set(inFlight);
    new Counter(about("affine_runner_answers_total", "Answers handed over")).inc(answers);
    return context.text(await registry.metrics(), 200, { "content-type": registry.contentType });
  });
  return app;
}

import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import type { JobResult } from "./job.ts";
import { RunnerHealth } from "./runner-health.ts";
import type { RunnerEvents } from "./runner.ts";

const broken = new AffineError("internal", "the queue is gone");

test("behavior: trouble that stays for a minute is told, and over with the next success of its kind", () => {
  let nowMs = 0;
  const events = new EventEmitter<RunnerEvents>();
  const health = new RunnerHealth(events, () => nowMs);
  expect(health.state).toEqual({ ok: true, answers: 0, trouble: null });
  events.emit("trouble", broken, "queue");
  nowMs = 59_999;
  events.emit("trouble", broken, "queue");
  expect(health.state).toEqual({ ok: true, answers: 0, trouble: "the queue is gone" });
  nowMs = 60_000;
  expect(health.state.ok).toBe(false);
  // An answer that was under way says nothing of the queue.
  events.emit("result", {} as JobResult);
  expect(health.state).toMatchObject({ ok: false, answers: 1 });
  events.emit("claimed");
  expect(health.state).toEqual({ ok: true, answers: 1, trouble: null });
});

test("behavior: a queue that answers does not hide that nothing can be judged", () => {
  let nowMs = 0;
  const events = new EventEmitter<RunnerEvents>();
  const health = new RunnerHealth(events, () => nowMs);
  events.emit("trouble", new AffineError("sandbox_unavailable", "no sandbox"), "answer");
  nowMs = 90_000;
  events.emit("claimed");
  expect(health.state).toEqual({ ok: false, answers: 0, trouble: "no sandbox" });
  events.emit("result", {} as JobResult);
  expect(health.state.ok).toBe(true);
});

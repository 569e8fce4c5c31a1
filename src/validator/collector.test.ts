import { describe, expect, test } from "vitest";
import { sampleRecord } from "../../test/integration/records/sample-records.ts";
import type { RolloutRecord } from "../record/index.ts";
import { jobId, type JobResult, type WorkQueue } from "../rounds/index.ts";
import { silentLogger } from "../telemetry/index.ts";
import { Alarms } from "./alarms.ts";
import { Collector } from "./collector.ts";

/** A collector whose queue holds what is given, and what it made of that. */
function collectorOf(...changes: Partial<RolloutRecord>[]) {
  const waiting: JobResult[] = changes.map((change, index) => {
    const record = sampleRecord(index, change);
    return { v: 1, id: jobId(record), record, transcript: null };
  });
  const queue = {
    results: () => Promise.resolve(waiting),
    acknowledge: (ids: readonly string[]) => {
      for (const id of ids)
        waiting.splice(
          waiting.findIndex((result) => result.id === id),
          1,
        );
      return Promise.resolve();
    },
  } as unknown as WorkQueue;
  const alarms = new Alarms(
    () => 1,
    () => undefined,
  );
  const collector = new Collector({
    queue,
    sink: { append: () => Promise.resolve("recorded") },
    alarms,
    log: silentLogger,
    onRecord: () => undefined,
  });
  return { alarms, waiting, collector };
}

describe("collect", () => {
  test.each(["check_broken", "credentials", "internal"])(
    "behavior: what our own runner loses is told: %s",
    async (reason) => {
      const { alarms, collector, waiting } = collectorOf({ outcome: "infra_failure", reason, score: 0 });
      expect(await collector.collect()).toBe(1);
      expect(waiting).toEqual([]);
      expect(alarms.list()).toMatchObject([
        { code: "runner_trouble", message: expect.stringContaining(reason) as string },
      ]);
    },
  );

  test("behavior: the alarm goes once an answer is judged again", async () => {
    const { alarms, collector } = collectorOf({ outcome: "infra_failure", reason: "check_broken", score: 0 }, {});
    await collector.collect();
    expect(alarms.list()).toEqual([]);
  });

  test.each(["deadline_passed", "interrupted", "transport"])("behavior: no such alarm for %s", async (reason) => {
    const { alarms, collector } = collectorOf({ outcome: "infra_failure", reason, score: 0 });
    await collector.collect();
    expect(alarms.list()).toEqual([]);
  });

  test("behavior: a question that an environment could not make is told", async () => {
    const { alarms, collector } = collectorOf({ outcome: "invalid", reason: "challenge_broken", score: 0 });
    await collector.collect();
    expect(alarms.list().map(({ code }) => code)).toEqual(["environment_invalid"]);
  });
});

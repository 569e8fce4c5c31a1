import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AffineError } from "../../../src/core/index.ts";
import { laneOf, type Claim, type WorkQueue } from "../../../src/rounds/index.ts";
import { sampleJob, sampleResult, sampleTurn } from "./sample-jobs.ts";

/** One adapter under test; all queues opened between two `reset`s share their jobs. */
export interface QueueUnderTest {
  readonly name: string;
  /** Empties the queue. */
  reset(): Promise<void>;
  /** @param options `isPatient`: what is held comes back to nobody while the test runs, however busy the machine is */
  open(options?: { capacity?: number; isPatient?: boolean }): Promise<WorkQueue>;
  /** Arguments with which `queue-worker.ts` opens the same queue in another process. */
  workerArguments(): readonly string[];
}

const worker = fileURLToPath(new URL("./queue-worker.ts", import.meta.url));

/** What every work queue must do. */
export function queueContract(subject: QueueUnderTest): void {
  describe(`WorkQueue: ${subject.name}`, () => {
    const opened: WorkQueue[] = [];
    const children: ChildProcess[] = [];
    const open = async (options?: { capacity?: number; isPatient?: boolean }): Promise<WorkQueue> => {
      const queue = await subject.open(options);
      opened.push(queue);
      return queue;
    };
    const startWorker = async (mode: "work" | "hold"): Promise<ChildProcess> => {
      const child = fork(worker, [mode, ...subject.workerArguments()], { execArgv: ["--import", "tsx"] });
      children.push(child);
      await once(child, "message");
      return child;
    };
    const claimed = async (queue: WorkQueue): Promise<Claim> => {
      const claim = await queue.claim();
      if (claim === undefined) throw new Error("there was nothing to claim");
      return claim;
    };

    beforeEach(() => subject.reset());
    afterEach(async () => {
      for (const child of children.splice(0)) {
        if (child.exitCode === null && child.signalCode === null) {
          child.kill("SIGKILL");
          await once(child, "exit");
        }
      }
      for (const queue of opened.splice(0)) await queue.close();
    });

    test("default: a job is added, claimed, done and acknowledged", async () => {
      const queue = await open();
      expect(await queue.add([sampleJob(7, 1)])).toBe("added");
      const claim = await claimed(queue);
      expect(claim.job).toEqual(sampleJob(7, 1));
      expect(await queue.claim()).toBeUndefined();
      expect(await claim.complete(sampleResult(claim.job))).toBe(true);
      expect(await queue.results(10)).toEqual([sampleResult(sampleJob(7, 1))]);
      await queue.acknowledge([claim.job.id]);
      expect(await queue.results(10)).toEqual([]);
      expect(await queue.size()).toEqual({ pending: 0, claimed: 0, done: 0, broken: 0 });
    });

    test("behavior: jobs come in order of round, question and uid", async () => {
      const queue = await open();
      await queue.add([sampleJob(10, 1), sampleJob(9, 2), sampleJob(9, 1, 1), sampleJob(9, 1)]);
      const order: string[] = [];
      for (let claim = await queue.claim(); claim !== undefined; claim = await queue.claim()) order.push(claim.job.id);
      expect(order).toEqual(
        [sampleJob(9, 1), sampleJob(9, 2), sampleJob(9, 1, 1), sampleJob(10, 1)].map(({ id }) => id),
      );
    });

    test("behavior: adding twice changes nothing, whatever state the job is in", async () => {
      const queue = await open();
      const jobs = [sampleJob(1, 1), sampleJob(1, 2), sampleJob(1, 3)];
      await queue.add(jobs);
      const done = await claimed(queue);
      await done.complete(sampleResult(done.job));
      await claimed(queue);
      await queue.add(jobs);
      expect(await queue.size()).toEqual({ pending: 1, claimed: 1, done: 1, broken: 0 });
    });

    test("behavior: a full queue refuses all or nothing", async () => {
      const queue = await open({ capacity: 2 });
      expect(await queue.add([sampleJob(1, 1)])).toBe("added");
      expect(await queue.add([sampleJob(2, 1), sampleJob(2, 2)])).toBe("refused");
      expect((await queue.size()).pending).toBe(1);
    });

    test("behavior: full lanes are passed over", async () => {
      const queue = await open();
      await queue.add([sampleJob(1, 1), sampleJob(1, 2), sampleJob(2, 1)]);
      const first = await claimed(queue);
      const next = await queue.claim({ exceptLanes: new Set([laneOf(first.job.id)]) });
      expect(next?.job).toEqual(sampleJob(1, 2));
      expect(await queue.claim({ exceptLanes: new Set([first.job.id, next!.job.id].map(laneOf)) })).toBeUndefined();
    });

    test("behavior: a released job and those of a closed queue can be claimed again", async () => {
      const [one, two] = [await open(), await open()];
      await one.add([sampleJob(1, 1), sampleJob(1, 2)]);
      await (await claimed(one)).release();
      await claimed(one);
      await claimed(one);
      expect(await two.claim()).toBeUndefined();
      await one.close();
      expect((await claimed(two)).job.id).toBe(sampleJob(1, 1).id);
      expect((await claimed(two)).job.id).toBe(sampleJob(1, 2).id);
    });

    test("behavior: a job is claimed once, however many ask at the same time", async () => {
      const [one, two] = [await open({ isPatient: true }), await open({ isPatient: true })];
      const jobs = Array.from({ length: 40 }, (_, uid) => sampleJob(1, uid));
      await one.add(jobs);
      const claims = await Promise.all(Array.from({ length: 60 }, (_, index) => (index % 2 ? one : two).claim()));
      const ids = claims.flatMap((claim) => (claim === undefined ? [] : [claim.job.id]));
      expect(ids.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
    });

    test("behavior: the first result stands", async () => {
      const queue = await open();
      await queue.add([sampleJob(1, 1)]);
      const claim = await claimed(queue);
      expect(await claim.complete(sampleResult(claim.job, 1000))).toBe(true);
      expect(await claim.complete(sampleResult(claim.job, 0))).toBe(false);
      expect((await queue.results(10)).map(({ record }) => record.score)).toEqual([1000]);
    });

    test("error: a result of another job is refused", async () => {
      const queue = await open();
      await queue.add([sampleJob(1, 1)]);
      const claim = await claimed(queue);
      const foreign = { ...sampleResult(sampleJob(1, 2)), id: claim.job.id };
      await expect(claim.complete(foreign)).rejects.toThrow("the record is not of this job");
    });

    test("behavior: work survives closing and opening", async () => {
      const first = await open();
      await first.add([sampleJob(1, 1), sampleJob(1, 2)]);
      const claim = await claimed(first);
      await claim.complete(sampleResult(claim.job));
      await first.close();
      const second = await open();
      expect(await second.size()).toEqual({ pending: 1, claimed: 0, done: 1, broken: 0 });
      expect(await second.results(10)).toEqual([sampleResult(sampleJob(1, 1))]);
    });

    test("error: one that is closed takes nothing", async () => {
      const closed = await open();
      await closed.close();
      await expect(closed.add([sampleJob(1, 1)])).rejects.toSatisfy((error) => AffineError.isInstance(error));
      expect(await (await open()).size()).toMatchObject({ pending: 0 });
    });

    test("behavior: another process shares the work, each job is done once", async () => {
      const queue = await open();
      const jobs = Array.from({ length: 60 }, (_, index) => sampleJob(index, index % 5));
      const child = await startWorker("work");
      await queue.add(jobs);
      let here = 0;
      while ((await queue.size()).done < jobs.length) {
        const claim = await queue.claim();
        if (claim === undefined) {
          await queue.waitForChange();
          continue;
        }
        // Score 0 marks work of this process; the other one scores 1000.
        if (await claim.complete(sampleResult(claim.job, 0))) here += 1;
        await queue.waitForChange();
      }
      const results = await queue.results(1000);
      expect(results.map(({ id }) => id)).toEqual(jobs.map(({ id }) => id).toSorted());
      const there = results.filter(({ record }) => record.score === 1000).length;
      expect(here + there).toBe(jobs.length);
      expect(there).toBeGreaterThan(0);
      child.kill("SIGKILL");
    });

    test("behavior: turns outlive a claim, and are forgotten with the job; who lost it keeps none", async () => {
      const queue = await open();
      await queue.add([sampleJob(1, 1)]);
      const first = await claimed(queue);
      expect(first.journal.turns).toEqual([]);
      expect(await first.journal.keep([sampleTurn(1)])).toBe(true);
      expect(await first.journal.keep([sampleTurn(1), sampleTurn(2)])).toBe(true);
      await first.release();
      expect(await first.journal.keep([sampleTurn(9)])).toBe(false);
      const second = await claimed(queue);
      expect(second.journal.turns).toEqual([sampleTurn(1), sampleTurn(2)]);
      await second.complete(sampleResult(second.job));
      await queue.acknowledge([second.job.id]);
      await queue.add([sampleJob(1, 1)]);
      expect((await claimed(queue)).journal.turns).toEqual([]);
    });

    test("behavior: jobs of a killed process come back", async () => {
      const queue = await open();
      await queue.add([sampleJob(1, 1), sampleJob(1, 2)]);
      const child = await startWorker("hold");
      expect(await queue.claim()).toBeUndefined();
      child.kill("SIGKILL");
      await once(child, "exit");
      const ids: string[] = [];
      while (ids.length < 2) {
        const claim = await queue.claim();
        if (claim === undefined) await queue.waitForChange();
        else ids.push(claim.job.id);
      }
      // Each of them is noticed by itself: which of two miners' comes back first is not told.
      expect(ids.toSorted()).toEqual([sampleJob(1, 1).id, sampleJob(1, 2).id]);
      expect(await queue.claim()).toBeUndefined();
    });
  });
}

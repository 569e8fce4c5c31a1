import { describe, expect, test } from "vitest";
import type { DeploymentPlan, InferenceHost } from "../../../src/inference/host/index.ts";

/** An adapter under test with a fresh host behind it. */
export interface HostUnderTest {
  readonly host: InferenceHost;
  /** A model that the host can load, and two revisions of it. */
  readonly model: string;
  readonly revisions: readonly [string, string];
  /** From now on nothing gets hot. */
  stayCold(): void;
  dispose(): Promise<void>;
}

const WARM = { timeoutMs: 20_000 };

export function planOf(model: string, revision: string): DeploymentPlan {
  return { model, revision, gpus: 1, minVramGb: 24, concurrency: 16, maxInstances: 1, shutdownAfterSeconds: 300 };
}

/** What every adapter of {@link InferenceHost} that can deploy keeps to. */
export function testInferenceHostContract(name: string, create: () => Promise<HostUnderTest>): void {
  const withHost = (title: string, body: (under: HostUnderTest) => Promise<void>): void => {
    test(title, async () => {
      const under = await create();
      try {
        await body(under);
      } finally {
        await under.dispose();
      }
    });
  };

  describe(`InferenceHost contract: ${name}`, () => {
    withHost("default: deployed, warmed up, found as committed", async ({ host, model, revisions }) => {
      const [revision] = revisions;
      const id = host.deploymentId(model)!;
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await host.find({ model, revision, chute_id: id })).toBeUndefined();

      const deployed = await host.deploy(planOf(model, revision), { acceptFee: true });
      expect(deployed).toMatchObject({ id, model, revision, hot: false, instances: 0 });
      expect(deployed.doubt).toBeUndefined();
      expect(deployed.version).not.toBeNull();
      expect(deployed.baseUrl).toMatch(/^http.*\/v1$/);

      const progress: string[] = [];
      const warm = await host.warmUp(deployed, { ...WARM, onProgress: (line) => progress.push(line) });
      expect(warm).toEqual({ ...deployed, hot: true, instances: 1 });
      expect(progress.length).toBeGreaterThan(0);
      expect(await host.find({ model, revision, chute_id: id })).toEqual(warm);
    });

    withHost("behavior: what is deployed already is left as it is", async ({ host, model, revisions }) => {
      const first = await host.deploy(planOf(model, revisions[0]), { acceptFee: true });
      const warm = await host.warmUp(first, WARM);
      expect(await host.deploy(planOf(model, revisions[0]))).toEqual(warm);
      expect(await host.warmUp(warm, WARM)).toEqual(warm);
    });

    withHost(
      "behavior: another revision: the same id, another version, and the old one is told apart",
      async (under) => {
        const { host, model, revisions } = under;
        const first = await host.deploy(planOf(model, revisions[0]), { acceptFee: true });
        const second = await host.deploy(planOf(model, revisions[1]), { acceptFee: true });
        expect(second).toMatchObject({ id: first.id, revision: revisions[1] });
        expect(second.version).not.toBe(first.version);
        await expect(host.warmUp(first, WARM)).rejects.toMatchObject({
          code: "inference_rejected",
          details: { problem: "moved" },
        });
      },
    );

    withHost("behavior: a deployment's id depends on the model alone", async ({ host, model }) => {
      expect(host.deploymentId(model)).toBe(host.deploymentId(model));
      expect(host.deploymentId(model)).not.toBe(host.deploymentId(`${model}2`));
      expect(await host.find({ model: `${model}2`, revision: "0".repeat(40) })).toBeUndefined();
    });

    withHost("error: it does not become hot in time", async (under) => {
      const { host, model, revisions } = under;
      const deployed = await host.deploy(planOf(model, revisions[0]), { acceptFee: true });
      under.stayCold();
      const failure = host.warmUp(deployed, { timeoutMs: 300 });
      await expect(failure).rejects.toMatchObject({ code: "timeout", hint: expect.any(String) as string });
    });

    withHost("error: stopped by the caller", async (under) => {
      const { host, model, revisions } = under;
      const deployed = await host.deploy(planOf(model, revisions[0]), { acceptFee: true });
      under.stayCold();
      const stop = new AbortController();
      const warming = host.warmUp(deployed, { ...WARM, signal: stop.signal, onProgress: () => stop.abort() });
      await expect(warming).rejects.toMatchObject({ code: "interrupted" });
      await expect(host.find({ model, revision: revisions[0] }, { signal: stop.signal })).rejects.toMatchObject({
        code: "interrupted",
      });
    });
  });
}

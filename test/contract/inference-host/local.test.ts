import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FolderHub, scanModelFolder, sha256OfFile, type ModelHub } from "../../../src/hub/index.ts";
import { openInferenceHost, type InferenceHost } from "../../../src/inference/host/index.ts";
import { startInferenceHost } from "../../../src/localnet/index.ts";
import { scriptedRepository, type LocalModelConfig } from "../../../src/localnet/models/index.ts";
import { planOf, testInferenceHostContract } from "./inference-host-contract.ts";

const model = "me/affine-one";
const QUESTION = "Find values that satisfy every clause.\n\n1 -2 3\n-1 2 -3\n1 2 3\n-1 -2 -3\n\nAnswer in tags.";

async function publish(
  hub: FolderHub,
  folder: string,
  config: Omit<LocalModelConfig, "name" | "revision">,
): Promise<string> {
  const dir = await mkdtemp(join(folder, "model-"));
  for (const { path, bytes } of scriptedRepository({ name: model, revision: "", ...config })) {
    await writeFile(join(dir, path), bytes);
  }
  const { files } = await scanModelFolder(dir);
  const local = await Promise.all(files.map(async (file) => ({ ...file, sha256: await sha256OfFile(file.file) })));
  await hub.createPrivate(model);
  return (await hub.commit(model, local, { title: "model" })).revision;
}

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), "affine-local-host-"));
  const hub = new FolderHub({ folder: join(folder, "hub"), account: "me" });
  const revisions = [
    await publish(hub, folder, { solver: "random" }),
    await publish(hub, folder, { solver: "full" }),
  ] as const;
  await hub.setVisibility(model, "public");
  const gate = { closed: false };
  const stranger = new FolderHub({ folder: join(folder, "hub") });
  const deployments = { hub: gated(stranger, gate), file: join(folder, "deployments.json") };
  const start = () => startInferenceHost({ port: 0, models: [], deployments });
  return { folder, hub, revisions, gate, start };
}

/** Once the gate is closed, nothing is read any more: models do not come up. */
function gated(hub: FolderHub, gate: { readonly closed: boolean }): ModelHub {
  return new Proxy(hub, {
    get(target, name) {
      if (name === "describe" && gate.closed) return () => new Promise(() => undefined);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

testInferenceHostContract("local", async () => {
  const { folder, revisions, gate, start } = await setUp();
  const server = await start();
  const host = openInferenceHost({ kind: "local", baseUrl: server.baseUrl, retry: { baseDelayMs: 5 } });
  return {
    host,
    model,
    revisions,
    stayCold: () => {
      gate.closed = true;
    },
    dispose: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
});

async function ask(host: InferenceHost, baseUrl: string): Promise<{ status: number; text: string }> {
  expect(host.name).toBe("local");
  const body = JSON.stringify({ model, messages: [{ role: "user", content: QUESTION }], seed: 1, temperature: 0 });
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return { status: response.status, text: await response.text() };
}

test("behavior: cold models are not asked; each revision says its own; a restart brings back what was deployed", async () => {
  const { folder, hub, revisions, start } = await setUp();
  let server = await start();
  let host = openInferenceHost({ kind: "local", baseUrl: server.baseUrl });
  const cold = await host.deploy(planOf(model, revisions[0]));
  expect(await ask(host, server.baseUrl)).toMatchObject({
    status: 503,
    text: expect.stringContaining("model_cold") as string,
  });
  await host.warmUp(cold, { timeoutMs: 600_000 });
  const first = await ask(host, server.baseUrl);
  expect(first.status).toBe(200);
  await host.warmUp(await host.deploy(planOf(model, revisions[1])), { timeoutMs: 600_000 });
  const second = await ask(host, server.baseUrl);
  const said = ({ text }: { text: string }) =>
    (JSON.parse(text) as { choices: { message: unknown }[] }).choices[0]?.message;
  expect(said(second)).not.toEqual(said(first));
  await server.close();

  server = await start();
  host = openInferenceHost({ kind: "local", baseUrl: server.baseUrl });
  expect(await host.find({ model, revision: revisions[1] })).toMatchObject({ hot: true, revision: revisions[1] });
  expect(said(await ask(host, server.baseUrl))).toEqual(said(second));
  await server.close();

  // What is no longer public cannot be loaded again: it stays cold, and the host says why.
  await hub.setVisibility(model, "private");
  server = await start();
  expect(server.problems).toEqual([expect.stringContaining(`${model} stays cold`)]);
  expect((await ask(host, server.baseUrl)).status).toBe(503);
  await server.close();
  await rm(folder, { recursive: true });
});

test("error: private repositories, unknown revisions, other kinds of models", async () => {
  const { folder, hub, revisions, start } = await setUp();
  const server = await start();
  const host = openInferenceHost({ kind: "local", baseUrl: server.baseUrl, retry: { maxAttempts: 1 } });
  await expect(host.deploy(planOf(model, "a".repeat(64)))).rejects.toMatchObject({ code: "not_found" });
  await expect(host.deploy(planOf("me/affine-none", revisions[0]))).rejects.toMatchObject({ code: "not_found" });
  await hub.setVisibility(model, "private");
  const failure = await host.deploy(planOf(model, revisions[0])).catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ code: "not_found", hint: expect.stringContaining("Publish") as string });
  await hub.setVisibility(model, "public");
  await writeFile(join(folder, "config.json"), '{"architectures":["LlamaForCausalLM"]}');
  const sha256 = await sha256OfFile(join(folder, "config.json"));
  const file = { path: "config.json", file: join(folder, "config.json"), sizeBytes: 38, sha256 };
  const { revision } = await hub.commit(model, [file], { title: "another kind" });
  await expect(host.deploy(planOf(model, revision))).rejects.toMatchObject({ code: "inference_rejected" });
  // A page in a browser can send no JSON without asking first.
  const foreign = await fetch(`${server.url}/admin/deployments`, { method: "POST", body: "{}" });
  expect(foreign.status).toBe(415);
  await server.close();
  await rm(folder, { recursive: true });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import { FolderHub, identityOnHub, scanModelFolder, sha256OfFile, type ModelHub } from "../hub/index.ts";
import type { Deployment, InferenceHost } from "../inference/host/index.ts";
import { SCRIPTED_ARCHITECTURE, scriptedRepository } from "../localnet/models/index.ts";
import {
  DEFAULT_ADMISSION_LIMITS,
  folderSource,
  inspectCommitment,
  inspectModel,
  openInspector,
  type AdmissionLimits,
} from "./index.ts";
import { type ModelCommitment } from "../roster/index.ts";

const limits: AdmissionLimits = { ...DEFAULT_ADMISSION_LIMITS, architectures: [SCRIPTED_ARCHITECTURE] };
const model = "me/affine-one";

let folder: string;
let hub: FolderHub;
let stranger: FolderHub;
let commitment: ModelCommitment;
let repositories = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-admission-"));
  hub = new FolderHub({ folder: join(folder, "hub"), account: "me" });
  stranger = new FolderHub({ folder: join(folder, "hub") });
  commitment = await publish(model, {});
});
afterAll(() => rm(folder, { recursive: true }));

type Changes = Readonly<Record<string, string | undefined>>;

/** A folder with a scripted model, some of its files changed; `undefined` takes one out. */
async function modelFolder(changes: Changes): Promise<string> {
  repositories += 1;
  const dir = await mkdtemp(join(folder, `model-${repositories}-`));
  const files = scriptedRepository({ name: model, revision: "", solver: "walksat", flipsPerVariable: repositories });
  const all = new Map<string, string | Uint8Array>(files.map(({ path, bytes }) => [path, bytes]));
  for (const [path, text] of Object.entries(changes)) {
    if (text === undefined) all.delete(path);
    else all.set(path, text);
  }
  for (const [path, bytes] of all) await writeFile(join(dir, path), bytes);
  return dir;
}

/** Publishes it, and commits to what it is. */
async function publish(repo: string, changes: Changes, visible = true): Promise<ModelCommitment> {
  const { files } = await scanModelFolder(await modelFolder(changes));
  const local = await Promise.all(files.map(async (file) => ({ ...file, sha256: await sha256OfFile(file.file) })));
  await hub.createPrivate(repo);
  const { revision } = await hub.commit(repo, local, { title: "model" });
  if (visible) await hub.setVisibility(repo, "public");
  const identity = await identityOnHub(hub, repo, revision).then(
    ({ id }) => id,
    () => "0".repeat(64),
  );
  return { model: repo, revision, identity };
}

/** The hub as a stranger sees it, but for these methods. */
function strangerWith(changes: Partial<ModelHub>): ModelHub {
  const refuse = () => Promise.reject(new Error("Nobody writes here."));
  return {
    name: "folder",
    location: stranger.location,
    whoAmI: () => Promise.resolve(undefined),
    writableOwners: () => Promise.resolve([]),
    describe: (repo, revision) => stranger.describe(repo, revision),
    read: (repo, revision, path, options) => stranger.read(repo, revision, path, options),
    createPrivate: refuse,
    commit: refuse,
    setVisibility: refuse,
    ...changes,
  };
}

function hostWith(changes: Partial<Deployment> = {}): InferenceHost {
  const refuse = () => Promise.reject(new Error("Nobody deploys here."));
  return {
    name: "chutes",
    deploymentId: () => "id",
    find: ({ model: name, revision }) =>
      Promise.resolve({
        id: "id",
        model: name,
        revision,
        version: "1",
        baseUrl: "https://host.example/v1",
        hot: true,
        instances: 1,
        public: false,
        ...changes,
      }),
    deploy: refuse,
    warmUp: refuse,
  };
}

async function verdictOn(
  of: ModelCommitment,
  context: { host?: InferenceHost; hub?: ModelHub; limits?: AdmissionLimits } = {},
) {
  const { fault } = await inspectCommitment(of, { hub: stranger, host: hostWith(), limits, ...context });
  return fault === undefined ? "admitted" : `${fault.reason}: ${fault.detail}`;
}

describe("inspectCommitment", () => {
  test("default: admitted, with what was found", async () => {
    const { facts } = await inspectCommitment(commitment, { hub: stranger, host: hostWith(), limits });
    expect(facts).toEqual({
      model: {
        identity: commitment.identity,
        architecture: SCRIPTED_ARCHITECTURE,
        modelBytes: expect.any(Number) as number,
        chatTemplates: 1,
      },
      baseUrl: "https://host.example/v1",
      deployment: { id: "id", version: "1" },
    });
  });

  test("error: repositories that are not there, at another revision, or not open to everybody", async () => {
    expect(await verdictOn({ ...commitment, model: "me/affine-none" })).toMatch(/^repo_private: .*not there/);
    expect(await verdictOn({ ...commitment, revision: "a".repeat(64) })).toMatch(/^repo_not_found/);
    expect(await verdictOn(await publish("me/affine-hidden", {}, false))).toMatch(/^repo_private/);
    const gated: ModelHub = strangerWith({
      describe: async (repo: string, revision?: string) => ({
        ...(await stranger.describe(repo, revision)),
        gated: true,
      }),
    });
    expect(await verdictOn(commitment, { hub: gated })).toMatch(/^repo_gated/);
  });

  test("error: another content than was committed, or none", async () => {
    expect(await verdictOn({ ...commitment, identity: "1".repeat(64) })).toMatch(/^identity_mismatch/);
    const { identity, ...bare } = commitment;
    expect(identity).toBeDefined();
    expect(await verdictOn(bare)).toMatch(/^bad_identity/);
  });

  const noConfig = JSON.stringify({ chat_template: null });
  test.each<[string, Changes, RegExp]>([
    ["no weights", { "model.safetensors": undefined }, /^not_a_model: .*safetensors/],
    ["no configuration", { "config.json": undefined }, /^not_a_model: .*config.json/],
    ["a configuration that is no object", { "config.json": "[]" }, /^not_a_model/],
    [
      "another architecture",
      { "config.json": '{"architectures":["EvilForCausalLM"]}' },
      /^architecture: .*EvilForCausalLM/,
    ],
    ["two architectures", { "config.json": '{"architectures":["A","B"]}' }, /^architecture: .*exactly one/],
    ["code of its own", { "modeling_me.py": "print(1)" }, /^model_code: modeling_me.py/],
    ["code from elsewhere", { "config.json": '{"auto_map":{}}' }, /^model_code: .*auto_map/],
    ["pickled weights", { "pytorch_model.bin": "x" }, /^model_code: pytorch_model.bin/],
    ["no chat template", { "chat_template.jinja": undefined }, /^chat_template: there is no/],
    [
      "a template that works on questions",
      { "chat_template.jinja": "{{ messages[0].content[0:2] }}" },
      /^chat_template: chat_template.jinja/,
    ],
    [
      "a second template that does",
      {
        "tokenizer_config.json": JSON.stringify({
          chat_template: [
            { name: "default", template: "{{ messages|length }}" },
            { name: "x", template: "{% include 'x' %}" },
          ],
        }),
      },
      /^chat_template: tokenizer_config.json/,
    ],
    ["a template that is no text", { "tokenizer_config.json": '{"chat_template": 7}' }, /^chat_template: .*neither/],
    [
      "a tokenizer configuration that is no JSON",
      { "tokenizer_config.json": "{" },
      /^chat_template: tokenizer_config.json is not/,
    ],
    [
      "a template that is very long",
      { "chat_template.jinja": "x".repeat(200_000) },
      /^not_a_model: chat_template.jinja has more/,
    ],
    ["a template that says nothing in a second place", { "tokenizer_config.json": noConfig }, /^admitted$/],
  ])("error: %s", async (name, changes, verdict) => {
    const of = await publish(`me/affine-${name.replaceAll(" ", "-").slice(0, 60)}`, changes);
    expect(await verdictOn(of)).toMatch(verdict);
  });

  test("error: too many bytes or files", async () => {
    expect(await verdictOn(commitment, { limits: { ...limits, maxModelBytes: 100 } })).toMatch(
      /^too_large: the model has/,
    );
    expect(await verdictOn(commitment, { limits: { ...limits, maxFiles: 2 } })).toMatch(/^too_large: .*5 files/);
  });

  test.each<[string, Partial<Deployment>, RegExp]>([
    ["another model", { model: "me/other" }, /^host_other_model/],
    ["another revision", { revision: "b".repeat(40) }, /^host_other_revision: .*bbbb/],
    ["no revision", { revision: null }, /^host_other_revision: .*pins no/],
    ["something doubtful", { doubt: "its source is odd" }, /^host_doubt: .*odd/],
    ["nothing at the moment", { hot: false }, /^host_cold/],
  ])("error: the host serves %s", async (_, changes, verdict) => {
    expect(await verdictOn(commitment, { host: hostWith(changes) })).toMatch(verdict);
  });

  test("error: the host knows no deployment", async () => {
    const host: InferenceHost = { ...hostWith(), find: () => Promise.resolve(undefined) };
    expect(await verdictOn(commitment, { host })).toMatch(/^no_host/);
    const missing: InferenceHost = { ...hostWith(), find: () => Promise.reject(new AffineError("not_found", "no")) };
    expect(await verdictOn(commitment, { host: missing })).toMatch(/^no_host/);
  });

  test("behavior: a hub or host that cannot be asked is no fault of the miner", async () => {
    for (const code of ["hub_transport", "credentials_invalid", "hash_mismatch"] as const) {
      const broken: ModelHub = strangerWith({
        describe: () => Promise.reject(new AffineError(code, "not now")),
      });
      await expect(verdictOn(commitment, { hub: broken })).rejects.toMatchObject({ code });
    }
    for (const code of ["inference_transport", "inference_unavailable", "inference_protocol"] as const) {
      const host: InferenceHost = { ...hostWith(), find: () => Promise.reject(new AffineError(code, "not now")) };
      await expect(verdictOn(commitment, { host })).rejects.toMatchObject({ code });
    }
  });

  test("behavior: a server that the commitment names is asked for nothing, where networks take one", async () => {
    const named = { model, revision: commitment.revision, endpoint: "http://127.0.0.1:9/x" };
    const { facts } = await inspectCommitment(named, { hub: stranger, host: hostWith({ hot: false }), limits });
    expect(facts).toEqual({ model: null, baseUrl: "http://127.0.0.1:9/x/v1", deployment: null });
  });

  test("law: every detail fits a finding, whatever the names", async () => {
    const of = await publish("me/affine-long", { [`${"n".repeat(200)}.py`]: "" });
    const { fault } = await inspectCommitment(of, { hub: stranger, host: hostWith(), limits });
    expect(fault?.detail.length).toBeLessThanOrEqual(256);
  });
});

describe("openInspector", () => {
  test("behavior: a repository is read once, its host is asked every time", async () => {
    let described = 0;
    let found = 0;
    let nowMs = 0;
    const counting: ModelHub = strangerWith({
      describe: (repo: string, revision?: string) => {
        described += 1;
        return stranger.describe(repo, revision);
      },
    });
    const host = hostWith();
    const find: InferenceHost["find"] = (of) => {
      found += 1;
      return host.find(of);
    };
    const inspect = openInspector({ hub: counting, host: { ...host, find }, limits, nowMs: () => nowMs });
    for (let times = 0; times < 3; times += 1) expect((await inspect(commitment)).fault).toBeUndefined();
    expect([described, found]).toEqual([1, 3]);
    nowMs = 3_600_000;
    await inspect(commitment);
    expect(described).toBe(2);
    // What may change is looked at again at once.
    const hidden = await publish("me/affine-soon", {}, false);
    expect((await inspect(hidden)).fault?.reason).toBe("repo_private");
    await hub.setVisibility("me/affine-soon", "public");
    expect((await inspect(hidden)).fault).toBeUndefined();
  });
});

describe("inspectModel", () => {
  test("behavior: a folder of this machine is judged as its repository would be", async () => {
    const { files } = await scanModelFolder(await modelFolder({}));
    expect(await inspectModel(folderSource(files), limits)).toMatchObject({
      facts: { architecture: SCRIPTED_ARCHITECTURE },
    });
    const { files: bad } = await scanModelFolder(await modelFolder({ "evil.py": "" }));
    expect(await inspectModel(folderSource(bad), limits)).toMatchObject({ fault: { reason: "model_code" } });
  });
});

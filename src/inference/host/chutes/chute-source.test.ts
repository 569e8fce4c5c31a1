import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chuteSource, chuteSpec, type ChuteSpec } from "./chute-source.ts";
import { readChuteSource } from "./read-chute-source.ts";
import { sourceDoubt } from "./source-doubt.ts";

const revision = "0123456789abcdef0123456789abcdef01234567";
const plan = {
  model: "me/affine-7b",
  revision,
  gpus: 2,
  minVramGb: 80,
  concurrency: 32,
  maxInstances: 2,
  shutdownAfterSeconds: 600,
};
const good = chuteSource(chuteSpec(plan, { user: "me" }));
const doubtOf = (source: string) => sourceDoubt(source, { model: plan.model, revision });

/** Texts that people have broken out of quotes with, between texts of any kind. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "'",
        '"""',
        "\\",
        "\n",
        "\r\n",
        "\u2028",
        "\0",
        "#",
        ")",
        '")\nimport os\n',
        "${x}",
        "\\N{BULLET}",
        "{}",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const hostileSpec: fc.Arbitrary<ChuteSpec> = fc.record({
  user: hostileText,
  engine: fc.constantFrom("vllm" as const, "sglang" as const),
  image: hostileText,
  plan: fc.record({
    model: hostileText,
    revision: hostileText,
    gpus: fc.integer(),
    minVramGb: fc.integer(),
    concurrency: fc.integer(),
    maxInstances: fc.integer(),
    shutdownAfterSeconds: fc.integer(),
  }),
});

/** CPython reads each source and says what its last statement passes to whom. */
const READER = `
import ast, json, sys
def value(node):
    if isinstance(node, ast.Call):
        return {"call": node.func.id, **{k.arg: value(k.value) for k in node.keywords}}
    return ast.literal_eval(node)
for line in sys.stdin:
    tree = ast.parse(json.loads(line))
    kinds = [type(node).__name__ for node in tree.body]
    call = tree.body[-1].value
    said = {k.arg: value(k.value) for k in call.keywords}
    print(json.dumps([kinds, tree.body[-1].targets[0].id, call.func.id, len(call.args), said]))
`;

const python = spawnSync("python3", ["--version"]).status === 0;
if (!python) process.stderr.write("skipped: chute sources against CPython, there is no python3 here\n");

describe("chuteSource", () => {
  test("default: what stands there", () => {
    expect(good.split("\n").slice(0, 8)).toEqual([
      "from chutes.chute import NodeSelector",
      "from chutes.chute.template.sglang import build_sglang_chute",
      "",
      "chute = build_sglang_chute(",
      '    username="me",',
      '    model_name="me/affine-7b",',
      `    revision="${revision}",`,
      '    image="chutes/sglang:nightly-2025111902.p2",',
    ]);
  });

  test.skipIf(!python)("law: CPython reads back every value, whatever it is, and nothing else", () => {
    const specs = fc.sample(hostileSpec, 300);
    const input = specs.map((spec) => JSON.stringify(chuteSource(spec))).join("\n");
    const { stdout, stderr, status } = spawnSync("python3", ["-c", READER], { input, maxBuffer: 2 ** 26 });
    expect(status, stderr.toString()).toBe(0);
    const answers = stdout.toString("utf8").trim().split("\n");
    expect(answers).toHaveLength(specs.length);
    for (const [index, { user, engine, image, plan: of }] of specs.entries()) {
      const template = `build_${engine}_chute`;
      expect(JSON.parse(answers[index]!)).toEqual([
        ["ImportFrom", "ImportFrom", "Assign"],
        "chute",
        template,
        0,
        {
          username: user,
          model_name: of.model,
          revision: of.revision,
          image,
          node_selector: { call: "NodeSelector", gpu_count: of.gpus, min_vram_gb_per_gpu: of.minVramGb },
          concurrency: of.concurrency,
          max_instances: of.maxInstances,
          scaling_threshold: 0.75,
          shutdown_after_seconds: of.shutdownAfterSeconds,
        },
      ]);
    }
  });

  test("law: the reader reads back what was written", () => {
    fc.assert(
      fc.property(hostileSpec, (spec) => {
        const { engine, values } = readChuteSource(chuteSource(spec));
        expect([engine, values["model_name"], values["username"], values["image"]]).toEqual([
          spec.engine,
          spec.plan.model,
          spec.user,
          spec.image,
        ]);
      }),
    );
  });
});

describe("sourceDoubt", () => {
  test("default: a generated source leaves no doubt, nor does one written by hand", () => {
    expect(doubtOf(good)).toBeUndefined();
    const byHand = `# my chute
from chutes.chute.template.sglang import (
    build_sglang_chute,
)
from chutes.chute import NodeSelector

chute = build_sglang_chute(
    username='me', readme="a \\"quoted\\" word", model_name="me/affine-7b",
    image="chutes/sglang:0.4.9.post3",
    revision="${revision}",
    node_selector=NodeSelector(gpu_count=8, include=["h100", 'h200'], exclude=[]),
    engine_args=(
        "--context-length 32768 "
        "--mem-fraction-static=0.9 --reasoning-parser qwen3"
    ),
)
`;
    expect(doubtOf(byHand)).toBeUndefined();
  });

  const call = (extra: string, before = "") =>
    `${before}from chutes.chute.template.vllm import build_vllm_chute\nchute = build_vllm_chute(model_name="me/affine-7b", revision="${revision}", ${extra})\n`;

  test.each([
    ["other code", call("", "import os\n"), "line 1"],
    ["code after it", `${call("")}chute.chute._cords = []\n`, "after the chute"],
    ["a computed value", call('readme="a" + "b"'), "more than literals"],
    ["an f-string", call('readme=f"{x}"'), "a string with the prefix f"],
    ["a call inside", call('readme=open("/etc/passwd").read()'), "open where a literal is expected"],
    ["unpacking", call("**other"), "more than literals"],
    ["another import", call("", "from os import system\n"), "the import of system from os"],
    ["a template that is not imported", 'chute = build_vllm_chute(model_name="me/affine-7b")', "no template"],
    ["another name for it", call("", "").replace("import build_vllm_chute", "import build_vllm_chute as b"), "as"],
    ["a value given twice", call('model_name="me/other"'), "model_name is given twice"],
    ["text in triple quotes", call('readme="""x"""'), "triple quotes"],
  ])("error: %s", (_, source, reason) => {
    expect(doubtOf(source)).toContain(reason);
  });

  test.each([
    ["another model", good.replace("me/affine-7b", "me/affine-70b"), "its source loads"],
    ["another revision", good.replace(revision, revision.replace("0", "1")), "its source pins the revision"],
    ["a foreign image", good.replace("chutes/sglang:", "mallory/sglang:"), "not an official one"],
    ["an image of the other engine", good.replace("chutes/sglang:", "chutes/vllm:"), "not an official one"],
    ["a way out", call("allow_external_egress=True"), "call other servers"],
    ["an adapter", call('engine_args="--max-model-len 8192 --lora-modules a=b/c"'), "--lora-modules"],
    ["another model by flag", call('engine_args="--model=other/model"'), "--model=other/model"],
    ["code from the repository", call('engine_args={"trust_remote_code": True}'), "trust_remote_code"],
    ["a template by path", call('engine_args="--chat-template /tmp/x.jinja"'), "--chat-template"],
    ["a path as value", call('engine_args="--dtype /tmp/x"'), "/tmp/x"],
    ["unknown arguments", call("speculative=1"), "gives the template speculative"],
  ])("error: %s is doubted", (_, source, reason) => {
    expect(doubtOf(source)).toContain(reason);
  });

  test("law: any text gets a verdict, and only readable ones none", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileText,
          fc.nat(good.length - 3).map((cut) => good.slice(0, cut)),
        ),
        (source) => {
          expect(typeof doubtOf(source)).toBe("string");
        },
      ),
    );
  });
});

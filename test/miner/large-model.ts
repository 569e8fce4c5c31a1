import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { sparseFile } from "../hub/model-files.ts";
import { bundleChild, runChild } from "./child-program.ts";
import type { PullChildPlan } from "./pull-child.ts";
import { KEY_URI, startPushBed } from "./push-bed.ts";
import type { PushChildPlan } from "./push-child.ts";

/** Memory of a Node process with this program loaded, and room for what is under way; the same for 40 MB and 2 GB. */
const MAX_RSS_BYTES = 400_000_000;
const PART_BYTES = 64_000_000;
const SEGMENT_BYTES = 32 * 1_048_576;

/** Pushes and pulls a sparse model of so many bytes in processes of their own, and looks at their memory. */
export async function pushAndPullLarge(sizeBytes: number): Promise<void> {
  const bed = await startPushBed({ hub: { partBytes: PART_BYTES }, blockMs: 1_000 });
  const [pushChild, pullChild] = await Promise.all([bundleChild("push-child"), bundleChild("pull-child")]);
  const dir = await mkdtemp(join(tmpdir(), "affine-large-"));
  try {
    await writeFile(join(dir, "config.json"), JSON.stringify({ architectures: ["LlamaForCausalLM"] }));
    await writeFile(join(dir, "chat_template.jinja"), "{{ messages }}");
    await sparseFile(join(dir, "model.safetensors"), sizeBytes);
    const { server, chainUrl, home, hostFile } = bed;
    const push: PushChildPlan = { endpoint: server.url, chainUrl, keyUri: KEY_URI, dir, home, hostFile };
    const pushed = await runChild<{ repo: string; highestRss: number }>(pushChild.path, push);
    expect(pushed).toMatchObject({ signal: null, stderr: "" });
    // All of it went over the wire: once, in parts that the hub asked for.
    const parts = Math.ceil(sizeBytes / PART_BYTES);
    const sent = bed.server.seen.filter(({ method, server: which }) => method === "PUT" && which === "storage");
    expect(sent).toHaveLength(parts);
    expect(bed.server.state.objects.received).toBe(sizeBytes);
    bed.server.seen.length = 0;
    const into = join(dir, "pulled");
    const pull: PullChildPlan = {
      endpoint: server.url,
      repo: pushed.said!.repo,
      dir: into,
      segmentBytes: SEGMENT_BYTES,
    };
    const pulled = await runChild<{ fetchedBytes: number; highestRss: number }>(pullChild.path, pull);
    expect(pulled).toMatchObject({ signal: null, stderr: "" });
    expect((await stat(join(into, "model.safetensors"))).size).toBe(sizeBytes);
    const small = pulled.said!.fetchedBytes - sizeBytes;
    // config.json and what the hub adds.
    expect(small).toBeGreaterThan(0);
    expect(small).toBeLessThan(1_000);
    const ranges = bed.server.seen.filter(({ server: which, headers }) => which === "storage" && headers.range);
    expect(ranges).toHaveLength(Math.ceil(sizeBytes / SEGMENT_BYTES));
    const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    console.log(
      `${mb(sizeBytes)}: highest RSS ${mb(pushed.said!.highestRss)} pushing, ${mb(pulled.said!.highestRss)} pulling`,
    );
    expect(pushed.said!.highestRss).toBeLessThan(MAX_RSS_BYTES);
    expect(pulled.said!.highestRss).toBeLessThan(MAX_RSS_BYTES);
  } finally {
    await Promise.all([pushChild.dispose(), pullChild.dispose(), bed.close()]);
    await rm(dir, { recursive: true });
  }
}

import { z } from "zod";
import { json, refuse } from "./answers.ts";
import type { ApiCall } from "./api.ts";
import type { Answer } from "./faults.ts";
import type { HubState } from "./loopback-hub.ts";
import { addCommit, headOf, type Entry, type Repository } from "./repositories.ts";

export function uploadModes(state: HubState, { body }: ApiCall): Answer {
  const { files } = z.object({ files: z.array(z.object({ path: z.string(), size: z.int() })) }).parse(JSON.parse(body));
  const large = (path: string, size: number): boolean => path.endsWith(".safetensors") || size >= state.lfsFromBytes;
  return json({
    files: files.map(({ path, size }) => ({
      path,
      uploadMode: large(path, size) ? "lfs" : "regular",
      shouldIgnore: false,
    })),
  });
}

export async function lfsBatch(state: HubState, { body }: ApiCall): Promise<Answer> {
  const { objects } = z
    .object({ objects: z.array(z.object({ oid: z.string(), size: z.int() })) })
    .parse(JSON.parse(body));
  if (state.quotaBytes < objects.reduce((sum, { size }) => sum + size, 0)) {
    const said =
      "Private repository storage limit reached, please upgrade your plan to increase your private storage limit";
    if (state.quotaPerObject)
      return json({ objects: objects.map((object) => ({ ...object, error: { code: 403, message: said } })) });
    return refuse(403, { "x-error-message": said });
  }
  const answers = [];
  for (const { oid, size } of objects) {
    if ((await state.objects.sizeOf(oid)) !== undefined) {
      answers.push({ oid, size });
      continue;
    }
    const upload = state.beginUpload(oid, size);
    const verify = { href: `${state.hubUrl}/api/verify` };
    const parts = Math.ceil(size / state.partBytes);
    if (parts <= 1) {
      answers.push({ oid, size, actions: { upload: { href: `${state.storageUrl}/put/${upload}/0` }, verify } });
      continue;
    }
    const header: Record<string, string> = { chunk_size: String(state.partBytes) };
    for (let part = 1; part <= parts; part += 1) {
      header[String(part).padStart(5, "0")] = `${state.storageUrl}/put/${upload}/${part}`;
    }
    answers.push({
      oid,
      size,
      actions: { upload: { href: `${state.hubUrl}/api/complete_multipart/${upload}`, header }, verify },
    });
  }
  return json({ transfer: "multipart", objects: answers });
}

export async function completeMultipart(state: HubState, { url, body }: ApiCall): Promise<Answer> {
  const id = url.pathname.split("/").at(-1)!;
  const upload = state.uploads.get(id);
  const { oid, parts } = z
    .object({ oid: z.string(), parts: z.array(z.object({ partNumber: z.int(), etag: z.string() })) })
    .parse(JSON.parse(body));
  if (upload === undefined) return refuse(404);
  // A second call, because the answer to the first was lost.
  if ((await state.objects.sizeOf(oid)) !== undefined) return json({ success: true });
  const whole = parts.length === Math.ceil(upload.size / state.partBytes);
  if (!whole || parts.some(({ partNumber, etag }) => upload.etags.get(partNumber) !== etag)) return refuse(400);
  return (await state.objects.finish(id, oid, upload.size)) ? json({ success: true }) : refuse(422);
}

export async function verify(state: HubState, { body }: ApiCall): Promise<Answer> {
  const { oid, size } = z.object({ oid: z.string(), size: z.int() }).parse(JSON.parse(body));
  state.verified.add(oid);
  return (await state.objects.sizeOf(oid)) === size ? json({}) : refuse(404);
}

export async function takeCommit(state: HubState, repository: Repository, { body }: ApiCall): Promise<Answer> {
  const [header, ...operations] = body
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { key: string; value: Record<string, string> });
  if (header?.key !== "header") return refuse(400);
  const parent = header.value["parentCommit"];
  if (parent !== undefined && parent !== headOf(repository).id) {
    return json({ error: "A commit has happened since. Please refresh and try again." }, 412);
  }
  const changes = new Map<string, Entry | null>();
  for (const { key, value } of operations) {
    const path = value["path"]!;
    if (key === "deletedFile") changes.set(path, null);
    else if (key === "file") changes.set(path, { content: Buffer.from(value["content"] ?? "", "base64") });
    else {
      const oid = value["oid"]!;
      const size = await state.objects.sizeOf(oid);
      if (size === undefined) return json({ error: `LFS pointer pointed to a file that does not exist: ${path}` }, 400);
      changes.set(path, { oid, size });
    }
  }
  const commit = addCommit(repository, header.value["summary"]!, changes);
  return json({
    success: true,
    commitOid: commit.id,
    commitUrl: `${state.hubUrl}/${repository.name}/commit/${commit.id}`,
    hookOutput: "",
  });
}

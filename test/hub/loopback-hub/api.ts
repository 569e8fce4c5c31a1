import { createReadStream } from "node:fs";
import { z } from "zod";
import { json, refuse } from "./answers.ts";
import type { Answer } from "./faults.ts";
import type { HubState } from "./loopback-hub.ts";
import { blobSha1, headOf, newRepository, type Commit, type Repository } from "./repositories.ts";
import { completeMultipart, lfsBatch, takeCommit, uploadModes, verify } from "./uploads.ts";

/** A request of the hub's API, its body read. */
export interface ApiCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Somebody who calls: `bad` is a token nobody has. */
type Caller = { readonly name: string; readonly orgs: readonly string[] } | "nobody" | "bad";

const REPO = "([^/]+/[^/]+)";

/** The parts of the Hugging Face HTTP API that the library and this project use. */
export async function answerApi(hub: HubState, call: ApiCall): Promise<Answer> {
  const caller = callerOf(hub, call);
  // Data sets have names and addresses of their own, and the same calls.
  const isDataset = /^\/(?:api\/)?datasets\//.test(call.url.pathname);
  const pathname = call.url.pathname.replace(/^\/api\/datasets\//, "/api/models/").replace(/^\/datasets\//, "/");
  const state = isDataset ? { ...hub, repositories: hub.datasets } : hub;
  const at = (method: string, pattern: string): string[] | undefined =>
    (call.method === "HEAD" ? "GET" : call.method) === method
      ? new RegExp(`^${pattern}$`).exec(pathname)?.slice(1).map(decodeURIComponent)
      : undefined;

  if (caller === "bad") return refuse(401, { "x-error-message": "Invalid credentials in Authorization header" });
  if (at("GET", "/api/whoami-v2") !== undefined) return whoAmI(caller);
  // It checks the front matter of README.md: none of the models here has any.
  if (at("POST", "/api/validate-yaml") !== undefined) return json({ errors: [], warnings: [] });
  if (at("POST", "/api/repos/create") !== undefined) return create(state, caller, call);

  const info = at("GET", `/api/models/${REPO}/revision/([^/]+)`);
  if (info !== undefined) return reading(state, caller, info, describe);
  const tree = at("GET", `/api/models/${REPO}/tree/([^/]+)`);
  if (tree !== undefined) return reading(state, caller, tree, (_, commit) => list(state, commit, call.url));
  const file = at("GET", `/${REPO}/resolve/([^/]+)/(.+)`);
  if (file !== undefined) {
    return reading(state, caller, file, (repository, commit) =>
      resolveFile(state, { repository, commit, path: file[2]! }, call),
    );
  }

  const preupload = at("POST", `/api/models/${REPO}/preupload/main`);
  if (preupload !== undefined) return writing(state, caller, preupload, () => uploadModes(state, call));
  const batch = at("POST", `/${REPO}\\.git/info/lfs/objects/batch`);
  if (batch !== undefined) return writing(state, caller, batch, () => lfsBatch(state, call));
  const commit = at("POST", `/api/models/${REPO}/commit/main`);
  if (commit !== undefined) return writing(state, caller, commit, (repository) => takeCommit(state, repository, call));
  const settings = at("PUT", `/api/models/${REPO}/settings`);
  if (settings !== undefined)
    return writing(state, caller, settings, (repository) => changeSettings(state, repository, call));
  if (at("POST", "/api/complete_multipart/([^/]+)") !== undefined) return completeMultipart(state, call);
  if (at("POST", "/api/verify") !== undefined) return verify(state, call);
  return refuse(404);
}

function callerOf(state: HubState, { headers }: ApiCall): Caller {
  const { authorization } = headers;
  if (authorization === undefined) return "nobody";
  return state.accounts.get(String(authorization).replace(/^Bearer /, "")) ?? "bad";
}

function whoAmI(caller: Exclude<Caller, "bad">): Answer {
  if (caller === "nobody") return refuse(401, { "x-error-message": "Invalid username or password." });
  const orgs = caller.orgs.map((name) => ({ name, type: "org" }));
  return json({ type: "user", id: "1", name: caller.name, orgs, auth: { type: "access_token" } });
}

const owns = (caller: Caller, repo: string): boolean =>
  typeof caller === "object" && [caller.name, ...caller.orgs].includes(repo.slice(0, repo.indexOf("/")));

function create(state: HubState, caller: Caller, { body }: ApiCall): Answer {
  const wanted = z
    .object({
      name: z.string(),
      organization: z.string().nullish(),
      visibility: z.enum(["public", "private"]).optional(),
      private: z.boolean().optional(),
      type: z.enum(["model", "dataset"]).default("model"),
    })
    .parse(JSON.parse(body));
  const owner = wanted.organization ?? (typeof caller === "object" ? caller.name : "nobody");
  const name = `${owner}/${wanted.name}`;
  const visibility = wanted.visibility ?? (wanted.private === true ? "private" : "public");
  if (!owns(caller, name)) {
    const said = `You don't have the rights to create a model under the namespace "${owner}"`;
    return refuse(caller === "nobody" ? 401 : 403, { "x-error-message": said });
  }
  const repositories = wanted.type === "dataset" ? state.datasets : state.repositories;
  if (repositories.has(name)) return json({ error: `You already created this ${wanted.type} repo`, url: name }, 409);
  repositories.set(name, newRepository(name, visibility));
  return json({ url: `${state.hubUrl}/${name}`, id: name, name });
}

/** A private repository of somebody else looks like none: 401 to strangers, 404 to those with a token. */
function reading(
  state: HubState,
  caller: Caller,
  [name = "", revision = ""]: readonly string[],
  answer: (repository: Repository, commit: Commit) => Answer,
): Answer {
  const repository = state.repositories.get(name);
  if (repository === undefined || (repository.private && !owns(caller, name))) {
    return refuse(caller === "nobody" ? 401 : 404, {
      "x-error-code": "RepoNotFound",
      "x-error-message": "Repository not found",
    });
  }
  const granted = owns(caller, name) || (typeof caller === "object" && repository.granted.has(caller.name));
  if (repository.gated !== false && !granted && answer !== describe) {
    const said = `Access to model ${name} is restricted.`;
    return refuse(caller === "nobody" ? 401 : 403, { "x-error-code": "GatedRepo", "x-error-message": said });
  }
  const commit = ["main", "HEAD"].includes(revision)
    ? headOf(repository)
    : repository.commits.find(({ id }) => id === revision);
  if (commit !== undefined) return answer(repository, commit);
  return refuse(404, { "x-error-code": "RevisionNotFound", "x-error-message": `Invalid rev id: ${revision}` });
}

async function writing(
  state: HubState,
  caller: Caller,
  [name = ""]: readonly string[],
  answer: (repository: Repository) => Answer | Promise<Answer>,
): Promise<Answer> {
  const repository = state.repositories.get(name);
  if (repository === undefined) return refuse(404, { "x-error-code": "RepoNotFound" });
  if (!owns(caller, name)) return refuse(403, { "x-error-message": "You don't have write access to this repo." });
  return answer(repository);
}

function describe(repository: Repository, commit: Commit): Answer {
  const { name, gated } = repository;
  const facts = { _id: "0", id: name, sha: commit.id, private: repository.private, gated };
  return json({ ...facts, downloads: 0, likes: 0, lastModified: "2026-01-01T00:00:00.000Z" });
}

function list(state: HubState, commit: Commit, url: URL): Answer {
  const files = [...commit.files].sort(([a], [b]) => (a < b ? -1 : 1));
  const from = Number(url.searchParams.get("cursor") ?? "0");
  const page = files.slice(from, from + state.pageSize).map(([path, entry]) =>
    "oid" in entry
      ? {
          type: "file",
          path,
          size: entry.size,
          oid: blobSha1(Buffer.from(pointer(entry))),
          lfs: { oid: entry.oid, size: entry.size, pointerSize: pointer(entry).length },
        }
      : { type: "file", path, size: entry.content.length, oid: blobSha1(entry.content) },
  );
  const next = new URL(url);
  next.searchParams.set("cursor", String(from + state.pageSize));
  const more = from + state.pageSize < files.length;
  return json(
    [{ type: "directory", path: "folder", size: 0, oid: "0".repeat(40) }, ...page],
    200,
    more ? { link: `<${next.href}>; rel="next"` } : {},
  );
}

function pointer({ oid, size }: { oid: string; size: number }): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`;
}

function resolveFile(
  state: HubState,
  { commit, path }: { repository: Repository; commit: Commit; path: string },
  call: ApiCall,
): Answer {
  const entry = commit.files.get(path);
  if (entry === undefined)
    return refuse(404, { "x-error-code": "EntryNotFound", "x-error-message": "Entry not found" });
  if (!("oid" in entry)) {
    return ranged(call, entry.content.length, (from, to) => ({
      headers: { etag: `"${blobSha1(entry.content)}"`, "x-repo-commit": commit.id },
      body: entry.content.subarray(from, to),
    }));
  }
  return {
    status: 302,
    headers: {
      location: `${state.storageUrl}/get/${entry.oid}`,
      "x-linked-etag": `"${entry.oid}"`,
      "x-linked-size": String(entry.size),
      "x-repo-commit": commit.id,
    },
  };
}

/** A file's bytes, or the part that `Range` names. */
export function ranged(
  { headers }: Pick<ApiCall, "headers">,
  size: number,
  part: (from: number, to: number) => Pick<Answer, "headers" | "body" | "stream">,
): Answer {
  const range = /^bytes=(\d+)-(\d*)$/.exec(String(headers["range"] ?? ""));
  const from = Number(range?.[1] ?? 0);
  const to = Math.min(range?.[2] === undefined || range[2] === "" ? size : Number(range[2]) + 1, size);
  if (range !== null && from >= size) return { status: 416, headers: { "content-range": `bytes */${size}` } };
  const answer = part(from, to);
  return {
    ...answer,
    status: range === null ? 200 : 206,
    headers: {
      ...answer.headers,
      "accept-ranges": "bytes",
      "content-length": String(to - from),
      ...(range === null ? {} : { "content-range": `bytes ${from}-${to - 1}/${size}` }),
    },
  };
}

/** A stored object's bytes. */
export function objectPart(state: HubState, oid: string, from: number, to: number): AsyncIterable<Buffer> {
  return createReadStream(state.objects.pathOf(oid), {
    start: from,
    end: Math.max(from, to - 1),
    highWaterMark: 262_144,
  });
}

function changeSettings(state: HubState, repository: Repository, { body }: ApiCall): Answer {
  const wanted = z
    .object({ visibility: z.enum(["public", "private"]).optional(), private: z.boolean().optional() })
    .parse(JSON.parse(body));
  const visibility = wanted.visibility ?? (wanted.private === true ? "private" : "public");
  const isPrivate = visibility === "private";
  // Said once more it changes nothing: a client whose answer was lost may say it twice.
  if (repository.private !== isPrivate) state.visibilityChanges.push({ repo: repository.name, visibility });
  repository.private = isPrivate;
  return json({ private: repository.private });
}

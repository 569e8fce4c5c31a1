import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { AffineError } from "../../core/index.ts";
import { printable } from "../../io/index.ts";
import {
  identityOfFiles,
  Slots,
  type HubFile,
  type ModelHub,
  type ModelIdentity,
  type ModelRevision,
} from "../../hub/index.ts";
import type { Progress } from "../../telemetry/index.ts";
import { causeOf } from "./cause-of.ts";
import { downloadFile, type Downloading } from "./download-file.ts";
import { leftOver } from "./partial-file.ts";
import { checkListing, checkRoom, presenceOf, PullFolder, WORK_FOLDER } from "./pull-folder.ts";
import type { OnPullPoint } from "./pull-point.ts";

const CONNECTIONS = 8;
const FILES_AT_ONCE = 8;
const SEGMENT_BYTES = 32 * 1_048_576;

export interface PullOptions {
  readonly hub: ModelHub;
  readonly repo: string;
  /** Commit id, branch or tag; the main branch when left out. */
  readonly revision?: string;
  /** Folder to fill; made when it is not there. */
  readonly dir: string;
  /** Replaces files that are there and differ; without it they are an error. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  readonly segmentBytes?: number;
  readonly pauseMs?: number;
  readonly onPoint?: OnPullPoint;
}

export interface PulledModel {
  readonly repo: string;
  /** Full commit id. */
  readonly revision: string;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Bytes that came over the wire in this run. */
  readonly fetchedBytes: number;
  /** Files in the folder that are no part of the repository; they were left alone. */
  readonly strangers: readonly string[];
  /** `undefined` when the repository is no model as this network wants it, see `notModel`. */
  readonly identity: ModelIdentity | undefined;
  readonly notModel: string | undefined;
}

/**
 * Brings a repository's revision into a folder, whole and checked. Killed at any moment and run again it goes on; a
 * file appears under its name only when it is whole.
 *
 * @throws AffineError `disk_full` before anything is written; `hub_rejected` for names that would lead out of the
 * folder; `invalid_input` when other files are in the way; `locked`, `hash_mismatch`, `interrupted`; what the hub throws
 */
export async function pullModel(options: PullOptions): Promise<PulledModel> {
  const { hub, repo, signal } = options;
  const model = await hub.describe(repo, options.revision);
  checkListing(repo, model.files);
  options.onPoint?.("listing.read");
  const folder = await PullFolder.open(options.dir);
  let finished = false;
  try {
    const wanted = await missingFiles(folder, model, options);
    await checkRoom(folder, await bytesLeft(folder, wanted));
    const fetchedBytes = await fetchAll(folder, model, wanted, options);
    finished = true;
    const { identity, notModel } = await identityOfPulled(folder, model, signal);
    return {
      repo,
      revision: model.revision,
      folder: folder.path,
      files: model.files.length,
      bytes: model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      fetchedBytes,
      strangers: await strangersIn(folder, model.files),
      identity,
      notModel,
    };
  } finally {
    await folder.close({ finished });
  }
}

/** Files that must be fetched. */
async function missingFiles(folder: PullFolder, model: ModelRevision, options: PullOptions): Promise<HubFile[]> {
  const { progress, signal, overwrite } = options;
  progress?.begin(
    "checking",
    model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  const missing: HubFile[] = [];
  const other: string[] = [];
  for (const file of model.files) {
    let told = 0;
    const onBytes = (bytes: number): void => {
      told += bytes;
      progress?.add(bytes);
    };
    const presence = await presenceOf(folder, file, { onBytes, ...(signal === undefined ? {} : { signal }) });
    progress?.add(file.sizeBytes - told);
    if (presence !== "there") missing.push(file);
    if (presence === "other") other.push(JSON.stringify(printable(file.path)));
  }
  if (other.length === 0 || overwrite === true) return missing;
  const more = other.length > 5 ? ` and ${other.length - 5} more` : "";
  throw new AffineError(
    "invalid_input",
    `${folder.path} holds other files under these names: ${other.slice(0, 5).join(", ")}${more}.`,
    {
      hint: "Nothing was written. Choose another folder, or replace them with --overwrite.",
      details: { files: other.length },
    },
  );
}

/** Bytes that the disk must still take. A file that is replaced stays until the new one is whole. */
async function bytesLeft(folder: PullFolder, wanted: readonly HubFile[]): Promise<number> {
  let bytes = 0;
  for (const file of wanted) bytes += file.sizeBytes - (await leftOver(folder.work, file));
  return bytes;
}

async function fetchAll(
  folder: PullFolder,
  model: ModelRevision,
  wanted: readonly HubFile[],
  options: PullOptions,
): Promise<number> {
  const { hub, progress, signal, onPoint = () => undefined } = options;
  const total = wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const left = await bytesLeft(folder, wanted);
  progress?.begin("pulling", total);
  progress?.add(total - left);
  const stop = new AbortController();
  const follow = (): void => stop.abort();
  signal?.addEventListener("abort", follow, { once: true });
  if (signal?.aborted === true) follow();
  let fetched = 0;
  const downloading: Downloading = {
    hub,
    model,
    folder,
    connections: new Slots(CONNECTIONS),
    segmentBytes: options.segmentBytes ?? SEGMENT_BYTES,
    signal: stop.signal,
    stop: () => stop.abort(),
    onBytes(bytes) {
      fetched += Math.max(0, bytes);
      progress?.add(bytes);
    },
    onPoint,
    ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
  };
  const files = new Slots(FILES_AT_ONCE);
  const failures: unknown[] = [];
  await Promise.all(
    wanted.map((file) =>
      files.run(async () => {
        if (stop.signal.aborted && failures.length > 0) return;
        try {
          await downloadFile(file, downloading);
        } catch (failure) {
          failures.push(failure);
          // One failure ends the pull; what the others have is kept for the next run.
          stop.abort();
        }
      }),
    ),
  );
  signal?.removeEventListener("abort", follow);
  if (failures.length > 0) throw causeOf(failures);
  onPoint("all.named");
  return fetched;
}

async function identityOfPulled(
  folder: PullFolder,
  { files }: ModelRevision,
  signal: AbortSignal | undefined,
): Promise<{ identity: ModelIdentity | undefined; notModel: string | undefined }> {
  const known = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const local = files.map(({ path, sizeBytes }) => ({
    path,
    file: join(folder.path, ...path.split("/")),
    sizeBytes,
    modifiedMs: 0,
  }));
  try {
    const identity = await identityOfFiles(local, { known, ...(signal === undefined ? {} : { signal }) });
    return { identity, notModel: undefined };
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code !== "invalid_input") throw error;
    return { identity: undefined, notModel: error.message };
  }
}

async function strangersIn(folder: PullFolder, files: readonly HubFile[]): Promise<string[]> {
  const known = new Set(files.map(({ path }) => path));
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.path.length + 1)
        .split(sep)
        .join("/"),
    );
  return paths.filter((path) => !known.has(path) && !path.startsWith(`${WORK_FOLDER}/`)).sort();
}

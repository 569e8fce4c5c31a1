import { AffineError, errorMessage } from "../../core/index.ts";
import { pauseOrThrow, printable } from "../../io/index.ts";
import { type HubFile, type ModelHub, type ModelRevision, type Slots } from "../../hub/index.ts";
import { causeOf } from "./cause-of.ts";
import { PartialFile, writeFailure, type Segment } from "./partial-file.ts";
import { isWhole, type PullFolder } from "./pull-folder.ts";
import type { OnPullPoint } from "./pull-point.ts";

/** Streams that break without having brought a byte, one after the other, until a segment is given up. */
const FRUITLESS_ATTEMPTS = 5;
const DEFAULT_PAUSE_MS = 1_000;

export interface Downloading {
  readonly hub: ModelHub;
  readonly model: Pick<ModelRevision, "repo" | "revision">;
  readonly folder: PullFolder;
  /** Connections that all files share. */
  readonly connections: Slots;
  readonly segmentBytes: number;
  readonly signal: AbortSignal;
  /** Ends the whole pull: called at the first failure that another try cannot mend. */
  readonly stop: () => void;
  readonly onBytes: (bytes: number) => void;
  readonly onPoint: OnPullPoint;
  /** Pause after a stream that broke without a byte. Default a second. */
  readonly pauseMs?: number;
}

/**
 * Fetches a file in segments, several at a time, checks the whole against its hash and gives it its name. A file that
 * comes out wrong is fetched once more from the start.
 *
 * @throws AffineError `hash_mismatch`, `disk_full`, `interrupted`, and what the hub throws
 */
export async function downloadFile(file: HubFile, of: Downloading): Promise<void> {
  const target = await of.folder.place(file.path);
  for (let attempt = 1; ; attempt += 1) {
    const partial = await PartialFile.open(of.folder.work, file, of.segmentBytes);
    try {
      await fetchMissing(partial, file, of);
      of.onPoint("file.fetched");
      if (await isWhole(partial.path, file, { signal: of.signal })) {
        of.onPoint("file.checked");
        await partial.finish(target);
        of.onPoint("file.named");
        return;
      }
      await partial.discard();
      of.onBytes(-file.sizeBytes);
      if (attempt === 2) throw damaged(file, of.model.repo);
    } catch (cause) {
      throw AffineError.isInstance(cause) ? cause : writeFailure(cause);
    } finally {
      await partial.close();
    }
  }
}

async function fetchMissing(partial: PartialFile, file: HubFile, of: Downloading): Promise<void> {
  const segments = partial
    .missing()
    .map((segment) => of.connections.run(() => fetchSegment(partial, file, segment, of)));
  const ends = await Promise.allSettled(segments);
  await partial.save();
  of.onPoint("state.saved");
  const failed = ends.filter((end) => end.status === "rejected").map(({ reason }: { reason: unknown }) => reason);
  const first = causeOf(failed);
  if (first !== undefined) throw first instanceof Error ? first : new AffineError("internal", errorMessage(first));
}

async function fetchSegment(partial: PartialFile, file: HubFile, segment: Segment, of: Downloading): Promise<void> {
  const { hub, model, signal } = of;
  let { startByte } = segment;
  for (let fruitless = 0; startByte < segment.endByte;) {
    if (signal.aborted) throw new AffineError("interrupted", "The download was interrupted.");
    const before = startByte;
    try {
      const range = { startByte, endByte: segment.endByte, signal };
      for await (const bytes of hub.read(model.repo, model.revision, file.path, range)) {
        await partial.write(segment.index, bytes);
        startByte += bytes.length;
        of.onBytes(bytes.length);
        of.onPoint("bytes.written");
      }
    } catch (error) {
      const worthAnother = AffineError.isInstance(error) && (error.retryable || error.details["renew"] === true);
      fruitless = startByte > before ? 0 : fruitless + 1;
      if (!worthAnother || fruitless >= FRUITLESS_ATTEMPTS) {
        of.stop();
        throw error;
      }
      if (fruitless > 0) await pauseOrThrow(of.pauseMs ?? DEFAULT_PAUSE_MS, signal, "The download was interrupted.");
    }
  }
}

function damaged(file: HubFile, repo: string): AffineError {
  return new AffineError("hash_mismatch", `${JSON.stringify(printable(file.path))} of ${repo} came out wrong twice.`, {
    hint: "What the hub sends is not what it lists. Try again later; a proxy in between, or the disk, may be at fault.",
    details: { path: file.path, expected: file.sha256 ?? file.gitBlobSha1 },
  });
}

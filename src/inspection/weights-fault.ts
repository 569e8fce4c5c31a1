import type { ModelSource } from "./model-source.ts";
import { parsedJson } from "./parsed-json.ts";

const WEIGHTS = /^[^/]+\.safetensors$/;
/** No weights of a model that anybody would serve are smaller: what is, is looked at whole. */
const SMALL_BYTES = 1_048_576;
/** A safetensors file begins with the length of its header: 64 bits, little endian. */
const LENGTH_BYTES = 8;
const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/**
 * What is wrong with small weights files that are none: empty ones, the pointer that a clone without Git LFS has in their place, and
 * those that were cut off.
 *
 * @returns a sentence; `undefined` where nothing is wrong, and for large files, of which an engine says so
 */
export async function weightsFault(source: ModelSource): Promise<string | undefined> {
  for (const { path, sizeBytes } of source.files) {
    if (!WEIGHTS.test(path) || sizeBytes > SMALL_BYTES) continue;
    const bytes = await source.read(path, SMALL_BYTES);
    const fault = bytes === undefined ? "cannot be read" : faultOf(bytes);
    if (fault !== undefined) return `${path} ${fault}`;
  }
  return undefined;
}

function faultOf(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return "is empty";
  if (bytes.toString("latin1", 0, LFS_POINTER.length) === LFS_POINTER) {
    return "is a pointer of Git LFS, not the weights: fetch them with git lfs pull";
  }
  const header = bytes.length < LENGTH_BYTES ? undefined : bytes.readBigUInt64LE(0);
  // What has no header at all is for the engine to refuse: a format of its own may be small.
  if (header === undefined || header > BigInt(bytes.length - LENGTH_BYTES)) return undefined;
  const tensors = parsedJson(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + Number(header)));
  if (typeof tensors !== "object" || tensors === null) return undefined;
  const ends = Object.values(tensors).flatMap((tensor: unknown) => endOf(tensor));
  const wanted = LENGTH_BYTES + Number(header) + Math.max(0, ...ends);
  return wanted > bytes.length ? `was cut off: ${bytes.length} bytes of ${wanted}` : undefined;
}

/** Where a tensor's bytes end behind the header, if it says so. */
function endOf(tensor: unknown): number[] {
  const offsets = (tensor as { data_offsets?: unknown } | null)?.data_offsets;
  const end: unknown = Array.isArray(offsets) ? offsets[1] : undefined;
  return typeof end === "number" && Number.isSafeInteger(end) && end >= 0 ? [end] : [];
}

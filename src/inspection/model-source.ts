import { AffineError } from "../core/index.ts";
import type { FolderFile, ModelHub, ModelRevision } from "../hub/index.ts";
import { readRegularFile } from "../io/index.ts";

/** A model's files, wherever they lie: a repository, or a folder of this machine. */
export interface ModelSource {
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[];
  /**
   * All of a small file; `undefined` when there is none.
   *
   * @throws AffineError `invalid_input` when it has more than `maxBytes`
   */
  read(path: string, maxBytes: number): Promise<Buffer | undefined>;
}

/** A repository at one revision. */
export function hubSource(hub: ModelHub, described: ModelRevision, signal?: AbortSignal): ModelSource {
  const { repo, revision, files } = described;
  return {
    files,
    async read(path, maxBytes) {
      const file = files.find((candidate) => candidate.path === path);
      if (file === undefined) return undefined;
      checkSize(path, file.sizeBytes, maxBytes);
      const pieces: Uint8Array[] = [];
      let total = 0;
      for await (const piece of hub.read(repo, revision, path, signal === undefined ? {} : { signal })) {
        total += piece.length;
        checkSize(path, total, maxBytes);
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
  };
}

/** A folder that was scanned. */
export function folderSource(files: readonly Pick<FolderFile, "path" | "file" | "sizeBytes">[]): ModelSource {
  return {
    files,
    async read(path, maxBytes) {
      const file = files.find((candidate) => candidate.path === path);
      if (file === undefined) return undefined;
      checkSize(path, file.sizeBytes, maxBytes);
      return readRegularFile(file.file, { maxBytes });
    },
  };
}

function checkSize(path: string, sizeBytes: number, maxBytes: number): void {
  if (sizeBytes <= maxBytes) return;
  throw new AffineError("invalid_input", `${path} has more than ${maxBytes} bytes`);
}

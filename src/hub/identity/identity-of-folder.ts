import { streamRegularFile } from "../../io/index.ts";
import { sha256OfFile } from "../file-hash.ts";
import type { Transfer } from "../model-hub.ts";
import { scanModelFolder, type FolderFile } from "../scan-model-folder.ts";
import type { SourceFile } from "./identity-source.ts";
import { modelIdentity, type ModelIdentity } from "./model-identity.ts";

export interface FolderIdentityOptions extends Transfer {
  /** SHA-256 of files by path, where they are known already; the others are read. */
  readonly known?: ReadonlyMap<string, string | undefined>;
}

/**
 * The identity of the model in a folder of this machine.
 *
 * @example
 * const { id } = await identityOfFolder("./my_model"); // 64 hexadecimal digits
 *
 * @throws AffineError as `scanModelFolder` and `modelIdentity`
 */
export async function identityOfFolder(dir: string, options: FolderIdentityOptions = {}): Promise<ModelIdentity> {
  const { files } = await scanModelFolder(dir);
  return identityOfFiles(files, options);
}

/** The same of files that were scanned already. */
export async function identityOfFiles(
  files: readonly FolderFile[],
  { known, ...transfer }: FolderIdentityOptions = {},
): Promise<ModelIdentity> {
  const sources: SourceFile[] = [];
  for (const file of files) {
    // Only these are ever hashed; what lies deeper is no part of the model.
    if (file.path.includes("/")) continue;
    sources.push({
      path: file.path,
      sizeBytes: file.sizeBytes,
      digest: () => Promise.resolve(known?.get(file.path) ?? sha256OfFile(file.file, transfer)),
      read: () => streamRegularFile(file.file),
    });
  }
  return modelIdentity(sources);
}

import { gitBlobSha1OfFile } from "./file-hash.ts";
import type { HubFile, LocalFile } from "./model-hub.ts";

/** Whether a file of this machine is what a repository holds under its name. */
export async function sameContent(local: LocalFile, remote: HubFile | undefined): Promise<boolean> {
  if (remote === undefined || remote.sizeBytes !== local.sizeBytes) return false;
  if (remote.sha256 !== undefined) return remote.sha256 === local.sha256;
  return remote.gitBlobSha1 === (await gitBlobSha1OfFile(local.file, local.sizeBytes));
}

/** What a commit would change: files that are not there or differ, and paths that are there and must go. */
export async function differences(
  remote: readonly HubFile[],
  files: readonly LocalFile[],
  remove: readonly string[],
): Promise<{ readonly changed: readonly LocalFile[]; readonly removed: readonly string[] }> {
  const there = new Map(remote.map((file) => [file.path, file]));
  const changed: LocalFile[] = [];
  for (const file of files) if (!(await sameContent(file, there.get(file.path)))) changed.push(file);
  const kept = new Set(files.map(({ path }) => path));
  return { changed, removed: remove.filter((path) => there.has(path) && !kept.has(path)) };
}

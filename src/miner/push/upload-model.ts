import { AffineError } from "../../core/index.ts";
import type { LocalFile } from "../../hub/index.ts";
import { parseCommitment } from "../../roster/index.ts";
import type { PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";

/**
 * What goes into one commit at most. A kill costs the large files under way; those that were sent are known to the hub
 * by their hash, committed or not. Hugging Face takes about a hundred commits an hour, so groups are not small.
 */
const GROUP_BYTES = 20e9;
const GROUP_FILES = 100;

/**
 * Sends what the repository does not hold, in groups, each following the one before.
 *
 * @returns the commit that holds the whole model
 * @throws AffineError `invalid_input` when the repository has become public meanwhile, and what the hub throws
 */
export async function uploadModel(plan: PushPlan, options: PushOptions): Promise<string> {
  const { hub, progress, signal, tell, onPoint } = options;
  const earlier = await earlierRevision(plan, options);
  if (earlier !== undefined) return earlier;
  if (plan.model.kind === "repository") return plan.model.found.revision;
  const found = await hub.describe(plan.repo);
  const groups = groupsOf(plan.upload);
  if (!found.private && groups.length > 0) {
    throw new AffineError("invalid_input", `${plan.repo} has been made public; uploading would give the model away.`, {
      hint: "Make it private again, or push into another repository with --repo.",
    });
  }
  progress?.begin(
    "uploading",
    plan.upload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  let { revision } = found;
  const last = Math.max(groups.length - 1, 0);
  for (const [index, files] of (groups.length === 0 ? [[]] : groups).entries()) {
    const done = await hub.commit(plan.repo, files, {
      title: groups.length > 1 ? `Model, part ${index + 1} of ${groups.length}` : "Model",
      parent: revision,
      remove: index === last ? plan.remove : [],
      onBytes: (bytes) => progress?.add(bytes),
      ...(signal === undefined ? {} : { signal }),
    });
    revision = done.revision;
    onPoint?.("group.committed");
  }
  progress?.rest();
  await plan.state.change({ revision });
  if (plan.upload.length > 0) tell?.(`uploaded ${plan.upload.length} files to ${plan.repo}, still private`);
  onPoint?.("model.uploaded");
  return revision;
}

/** The revision that an earlier run noted or committed: the head may have moved since, and that one counts. */
async function earlierRevision(plan: PushPlan, { hub, source }: PushOptions): Promise<string | undefined> {
  if (source.kind === "repository" && source.revision !== undefined) return undefined;
  const { revision: noted } = await plan.state.read();
  const committed = plan.present === undefined ? undefined : parseCommitment(plan.present.text).commitment;
  const same = committed?.model === plan.repo && committed.identity === plan.model.identity.id;
  const revision = same ? committed.revision : noted;
  if (revision === undefined) return undefined;
  try {
    return (await hub.describe(plan.repo, revision)).revision;
  } catch (error) {
    // The repository was made anew.
    if (AffineError.isInstance(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

function groupsOf(files: readonly LocalFile[]): LocalFile[][] {
  const groups: LocalFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const current = groups.at(-1);
    if (current === undefined || current.length >= GROUP_FILES || bytes + file.sizeBytes > GROUP_BYTES) {
      groups.push([file]);
      bytes = file.sizeBytes;
    } else {
      current.push(file);
      bytes += file.sizeBytes;
    }
  }
  return groups;
}

import { identityOfFiles, scanModelFolder, type FolderFile, type ModelIdentity } from "../../hub/index.ts";
import { folderSource, inspectModel, type AdmissionLimits } from "../../inspection/index.ts";
import { formatBytes } from "../../telemetry/index.ts";
import { erred, faulted, passed, type Check } from "./check.ts";

/** What was found in a model folder; without an identity it is no model, and nothing further can be looked at. */
export interface FolderChecks {
  readonly checks: readonly Check[];
  readonly identity: string | null;
  readonly architecture: string | null;
}

/**
 * Looks at a model on this machine as validators would at its repository.
 *
 * @param options.onBytes told how many bytes were hashed since the last call
 * @throws AffineError `interrupted`
 */
export async function checkFolder(
  dir: string,
  options: {
    readonly limits: AdmissionLimits;
    readonly signal?: AbortSignal;
    readonly onBytes?: (bytes: number) => void;
    /** Told how many bytes there are to hash. */
    readonly onSize?: (bytes: number) => void;
  },
): Promise<FolderChecks> {
  const { limits, onSize, ...transfer } = options;
  let files: readonly FolderFile[];
  let identity: ModelIdentity;
  const checks: Check[] = [];
  try {
    const scanned = await scanModelFolder(dir);
    files = scanned.files;
    const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    onSize?.(sizeBytes);
    checks.push(passed("files", `${files.length} files, ${formatBytes(sizeBytes)} in ${scanned.folder}`));
  } catch (thrown) {
    return { checks: [erred("files", thrown)], identity: null, architecture: null };
  }
  try {
    identity = await identityOfFiles(files, transfer);
    checks.push(passed("identity", identity.id));
  } catch (thrown) {
    return { checks: [...checks, erred("identity", thrown)], identity: null, architecture: null };
  }
  const inspected = await inspectModel(folderSource(files), limits);
  if (!("facts" in inspected)) {
    return { checks: [...checks, faulted("model", inspected.fault)], identity: identity.id, architecture: null };
  }
  const { architecture, chatTemplates } = inspected.facts;
  checks.push(
    passed(
      "model",
      `${architecture}, ${chatTemplates === 1 ? "a chat template" : `${chatTemplates} chat templates`} that may be used`,
    ),
  );
  return { checks, identity: identity.id, architecture };
}

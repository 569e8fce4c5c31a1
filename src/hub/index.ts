/** Model repositories: where a committed model lies, and what it is. */
export { gitBlobHash, gitBlobSha1OfFile, sha256OfFile } from "./file-hash.ts";
export { FolderHub, type FolderHubOptions } from "./folder/folder-hub.ts";
export type { ByteRange, CommitOptions, HubFile, LocalFile, ModelHub, ModelRevision, Transfer } from "./model-hub.ts";
export { isCommitId, parseRepoName } from "./repo-name.ts";
export { checkRepoPath, checkRepoPaths, repoPathFault } from "./repo-path.ts";
export { MAX_FILE_BYTES, scanModelFolder, type FolderFile, type ModelFolder } from "./scan-model-folder.ts";
export { HuggingFaceHub } from "./huggingface/hugging-face-hub.ts";
export type { HuggingFaceOptions } from "./huggingface/hub-access.ts";
export { differences, sameContent } from "./same-content.ts";
export { identityOfFiles, identityOfFolder, type FolderIdentityOptions } from "./identity/identity-of-folder.ts";
export { identityOnHub } from "./identity/identity-on-hub.ts";
export type { ModelIdentity } from "./identity/model-identity.ts";
export { Slots } from "./slots.ts";

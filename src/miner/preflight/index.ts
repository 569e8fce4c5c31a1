/** Everything that can be known about a model's chances before it is committed. */
export { checkEarlier, checkPublished, checkText } from "./check-commitment.ts";
export { checkFolder, type FolderChecks } from "./check-folder.ts";
export { erred, failed, passed, skipped, type Check } from "./check.ts";

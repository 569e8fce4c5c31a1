/** Data sets for trainers: verified rollouts and fresh questions in the forms that trainers read. */
export { FORMAT_NAMES, type DatasetFormat, type FormatName, type LeftOut, type Row } from "./dataset-format.ts";
export { DatasetFolder, type DatasetFolderOptions, type ExportReport } from "./folder/dataset-folder.ts";
export type { ListedPart, Manifest } from "./folder/manifest.ts";
export type { Place } from "./folder/open-parts.ts";
export { datasetFormat, DEFAULT_MIN_REWARD } from "./formats/index.ts";
export { pushDataset, type PushedDataset, type PushDatasetOptions } from "./push/push-dataset.ts";
export { rolloutId, type VerifiedRollout } from "./verified-rollout.ts";

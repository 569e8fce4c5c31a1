/** What validators check before a model may compete, and miners before they commit it: the same code. */
export { admissionLimitsSchema, DEFAULT_ADMISSION_LIMITS, type AdmissionLimits } from "./admission-limits.ts";
export { chatTemplateFault } from "./chat-template/check-chat-template.ts";
export {
  inspectCommitment,
  inspectOnHost,
  inspectOnHub,
  type AdmissionFacts,
  type Inspection,
  type InspectionContext,
} from "./inspect-commitment.ts";
export { inspectModel, type ModelFacts } from "./inspect-model.ts";
export { openInspector, type Inspector, type InspectorOptions } from "./inspector.ts";
export { folderSource, hubSource, type ModelSource } from "./model-source.ts";

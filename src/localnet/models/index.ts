export { complete, type Sampling } from "./complete.ts";
export { demoModels } from "./demo-models.ts";
export { type Fault, type FaultConfig, type FaultKind, faultKindSchema, faultSchema } from "./fault.ts";
export { type LocalModel, type LocalModelConfig, localModelSchema, type Solver, solverSchema } from "./model-config.ts";
export { type Prompt, type PromptMessage, promptMessageSchema, promptOf } from "./prompt.ts";
export { readScriptedConfig, type RepositoryFile, SCRIPTED_ARCHITECTURE, scriptedRepository } from "./repository.ts";
export { revisionOf } from "./revision.ts";
export { FIRST_SEASON_BLOCKS, SEASON_BLOCKS, SEASON_MODELS, seasonModels } from "./season-models.ts";
export type { Budget, TaskSkill } from "./task-skill.ts";

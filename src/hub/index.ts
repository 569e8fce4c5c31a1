/** Model repositories: where a committed model lies, and what it is. */
export type { HubFile, LocalFile, ModelHub, ModelRevision, Transfer } from "./model-hub.ts";

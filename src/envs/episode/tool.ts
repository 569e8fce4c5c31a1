/** How an action is offered to clients that speak in tools; a contest takes actions as text. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the tool's input. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What an environment offers that names no tools of its own. */
export const ACT: Tool = {
  name: "act",
  description: "Says one turn.",
  parameters: {
    type: "object",
    properties: { action: { type: "string", description: "What is done in this turn." } },
    required: ["action"],
  },
};

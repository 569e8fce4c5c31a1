const ERROR = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        hint: { type: ["string", "null"] },
        retryable: { type: "boolean" },
      },
      required: ["code", "message", "hint", "retryable"],
    },
    detail: { type: "string", description: "message and hint, for clients that read nothing else" },
  },
  required: ["error", "detail"],
};

const SAID = {
  400: "malformed, with what is wrong and where",
  401: "no token, or a wrong one, where the server wants one",
  404: "no such environment or split",
  413: "too much at once",
  429: "the queue is full; Retry-After says when to ask again",
  500: "the environment, or the server itself, is broken: please report it",
  501: "turns to an environment of one answer, or one answer to an environment of many turns",
  503: "the server stops or its sandbox is away; Retry-After",
} as const;

/** A status that is no success. */
export type Failure = keyof typeof SAID;

/** Responses of an OpenAPI document: those that fail, each with the one body that errors have. */
export function failures(...statuses: readonly Failure[]): Record<string, object> {
  const content = { "application/json": { schema: ERROR } };
  return Object.fromEntries(statuses.map((status) => [status, { description: SAID[status], content }]));
}

/** One server-sent event with a JSON body, in bytes' text. */
export function eventOf(body: unknown): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}

/** The event that ends an OpenAI stream. */
export const DONE_EVENT = "data: [DONE]\n\n";

export const EVENT_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache",
} as const;
export const JSON_HEADERS = { "content-type": "application/json" } as const;

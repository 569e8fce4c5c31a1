import type { Answer } from "./faults.ts";

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function refuse(status: number, headers: Record<string, string> = {}): Answer {
  return json({ error: headers["x-error-message"] ?? "refused" }, status, headers);
}

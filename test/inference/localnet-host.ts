import { afterEach, expect } from "vitest";
import { type LocalModelConfig, revisionOf } from "../../src/localnet/models/index.ts";
import { type InferenceHost, type InferenceHostOptions, startInferenceHost } from "../../src/localnet/host/index.ts";

export const QUESTION = "Find values that satisfy every clause.\n\n1 -2 3\n-1 2 -3\n1 2 3\n-1 -2 -3\n\nAnswer in tags.";

const hosts: InferenceHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

export function model(config: Partial<LocalModelConfig> = {}): LocalModelConfig {
  const described = { name: "test/affine-full", solver: "full", ...config } as const;
  return { ...described, revision: revisionOf(described) };
}

export async function start(options: Partial<InferenceHostOptions> = {}): Promise<InferenceHost> {
  const host = await startInferenceHost({ port: 0, models: [model()], ...options });
  hosts.push(host);
  return host;
}

export const question = (fields: object = {}) => ({
  model: "test/affine-full",
  messages: [{ role: "user", content: QUESTION }],
  temperature: 0,
  seed: 7,
  ...fields,
});

export function post(host: InferenceHost, body: unknown, init: RequestInit = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json", ...(init.headers as Record<string, string> | undefined) };
  return fetch(`${host.baseUrl}/chat/completions`, { method: "POST", body: text, ...init, headers });
}

export interface Whole {
  choices: { message: { content: string }; finish_reason: string }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}
export interface Chunk {
  choices: { delta: { content?: string }; finish_reason: string | null }[];
  usage?: Whole["usage"];
}

export async function whole(response: Response): Promise<Whole> {
  expect(response.status).toBe(200);
  return (await response.json()) as Whole;
}

export async function say(host: InferenceHost, fields: object = {}): Promise<string> {
  return (await whole(await post(host, question(fields)))).choices[0]!.message.content;
}

export function chunksOf(events: string): Chunk[] {
  const data = events.split("\n\n").filter((event) => event !== "");
  expect(data.at(-1)).toBe("data: [DONE]");
  return data.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, "")) as Chunk);
}

export const textOf = (chunks: readonly Chunk[]) =>
  chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");

export async function refusal(response: Response): Promise<{ message: string; code: string }> {
  return ((await response.json()) as { error: { message: string; code: string } }).error;
}

/** No walk ends on this one before its flips do: it has no solution. */
export function slowQuestion(): string {
  const signs = [1, -1].flatMap((a) => [1, -1].flatMap((b) => [1, -1].map((c) => [a, b * 2, c * 3].join(" "))));
  const rest = Array.from({ length: 2000 }, (_, i) => `${i + 4} ${i + 5} ${i + 6}`);
  return `Satisfy every clause.\n${[...signs, ...rest].join("\n")}`;
}

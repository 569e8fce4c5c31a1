import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { requestFields, InferenceClient } from "./index.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** What a host is sent that answers "4". */
async function bodySent(fields: string | undefined): Promise<Record<string, unknown>> {
  let sent = "";
  server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => (sent += chunk.toString()));
    request.on("end", () => {
      const choice = { index: 0, message: { role: "assistant", content: "4" }, finish_reason: "stop" };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ choices: [choice] }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const client = new InferenceClient();
  try {
    await client.query("2 + 2?", {
      model: "m",
      baseUrl: `http://127.0.0.1:${port}`,
      seed: 7,
      maxTokens: 16,
      ...(fields === undefined ? {} : { fields: requestFields(fields) }),
    });
  } finally {
    await client.close();
  }
  return JSON.parse(sent) as Record<string, unknown>;
}

describe("fields of a request", () => {
  test("default: none change nothing", async () => {
    expect(await bodySent(undefined)).toMatchObject({ model: "m", seed: 7, max_tokens: 16, stream: true });
  });

  test("default: a value renames, replaces or adds; null leaves out", async () => {
    const sent = await bodySent(
      '{"max_tokens":null,"max_completion_tokens":16,"seed":null,"top_k":20,"temperature":0.25}',
    );
    expect(sent).toMatchObject({ max_completion_tokens: 16, top_k: 20, temperature: 0.25, stream: true });
    expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(["seed"]));
    expect(sent).not.toHaveProperty("max_tokens");
    expect(sent).toHaveProperty("messages");
  });

  test("behavior: what is null further in stays", async () => {
    const sent = await bodySent('{"stream_options":null,"chat_template_kwargs":{"thinking":null}}');
    expect(sent).toMatchObject({ chat_template_kwargs: { thinking: null } });
    expect(sent).not.toHaveProperty("stream_options");
  });

  test.each([
    ["", "no JSON"],
    ["{max_tokens:1}", "no JSON"],
    ["[]", "no JSON object"],
    ["null", "no JSON object"],
    ["7", "no JSON object"],
    ['{"messages":[]}', "messages"],
    ['{"model":"other"}', "model"],
    ['{"stream":false}', "stream"],
    [`{"a":"${"x".repeat(70_000)}"}`, "characters"],
  ])("error: %s", (text, said) => {
    expect(() => requestFields(text)).toThrow(said);
    expect(() => requestFields(text)).toThrow(expect.objectContaining({ code: "invalid_input" }) as Error);
  });
});

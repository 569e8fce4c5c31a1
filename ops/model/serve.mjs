/**
 * Serves a model's weights on loopback as an OpenAI-compatible endpoint: node ops/model/serve.mjs RUNTIME WEIGHTS NAME
 * RUNTIME is the folder with node-llama-cpp (ops/model-env.sh makes it). Prints one line of JSON, {"url"}, when it is ready.
 * For tests: one answer at a time, on the processor, what was asked and nothing of its own.
 */
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const CONTEXT_TOKENS = 8192;
const MOST_BODY_BYTES = 1 << 20;
const [runtime, weights, name] = process.argv.slice(2);
if (name === undefined) {
  process.stderr.write("usage: node ops/model/serve.mjs RUNTIME WEIGHTS NAME\n");
  process.exit(2);
}

const library = pathToFileURL(join(runtime, "node_modules/node-llama-cpp/dist/index.js")).href;
const { getLlama, LlamaChatSession } = await import(library);
// One thread: several wait for each other by spinning, which on a busy machine takes a hundred times as long.
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error", maxThreads: 1 });
const model = await llama.loadModel({ modelPath: weights });
const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads: 1 });
const sequence = context.getSequence();

/** Answers are made one after the other. */
let last = Promise.resolve();
let number = 0;

const server = createServer((request, response) => {
  readBody(request)
    .then((text) => route(request, text, response))
    .catch((error) => {
      if (!response.headersSent) response.writeHead(error.status ?? 500, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: String(error.message ?? error) } }));
    });
});

async function route(request, text, response) {
  if (request.method === "GET" && request.url === "/v1/models") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ object: "list", data: [{ id: name, object: "model", created: 0, owned_by: "test" }] }),
    );
    return;
  }
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") throw refused(404, `no ${request.url}`);
  const asked = JSON.parse(text);
  if (asked.model !== name) throw refused(404, `no model ${String(asked.model)}`);
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const turn = last.then(() => (gone.signal.aborted ? undefined : answer(asked, response, gone.signal)));
  last = turn.catch(() => undefined);
  await turn;
}

async function answer(asked, response, signal) {
  const question = asked.messages.at(-1).content;
  const history = asked.messages.slice(0, -1).map(({ role, content }) => {
    if (role === "assistant") return { type: "model", response: [content] };
    return { type: role === "system" ? "system" : "user", text: content };
  });
  await sequence.clearHistory();
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: undefined });
  session.setChatHistory(history);
  number += 1;
  const id = `chatcmpl-${number}`;
  const head = { id, object: "chat.completion.chunk", created: Math.floor(Date.now() / 1000), model: name };
  if (asked.stream === true) response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (chunk) => {
    if (asked.stream === true) response.write(`data: ${JSON.stringify({ ...head, ...chunk })}\n\n`);
  };
  const { usedInputTokens: readBefore, usedOutputTokens: saidBefore } = sequence.tokenMeter.getState();
  const { responseText, stopReason } = await session.promptWithMeta(question, {
    maxTokens: asked.max_completion_tokens ?? asked.max_tokens ?? 1024,
    temperature: asked.temperature ?? 1,
    topP: asked.top_p ?? 1,
    ...(asked.seed === undefined ? {} : { seed: asked.seed % 2 ** 31 }),
    onTextChunk: (content) => send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
    signal,
    stopOnAbortSignal: true,
  });
  const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter.getState();
  session.dispose({ disposeSequence: false });
  const finish = stopReason === "maxTokens" ? "length" : "stop";
  const usage = {
    prompt_tokens: usedInputTokens - readBefore,
    completion_tokens: usedOutputTokens - saidBefore,
    total_tokens: usedInputTokens - readBefore + usedOutputTokens - saidBefore,
  };
  if (asked.stream === true) {
    send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
    send({ choices: [], usage });
    response.end("data: [DONE]\n\n");
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  const message = { role: "assistant", content: responseText };
  const choices = [{ index: 0, message, finish_reason: finish }];
  response.end(JSON.stringify({ ...head, object: "chat.completion", choices, usage }));
}

async function readBody(request) {
  const pieces = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > MOST_BODY_BYTES) throw refused(413, "too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function refused(status, message) {
  return Object.assign(new Error(message), { status });
}

server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/v1` })}\n`);
});
process.on("SIGTERM", () => process.exit(0));

/**
 * Serves a model's weights on loopback as an OpenAI-compatible endpoint: node ops/model/serve.mjs RUNTIME WEIGHTS NAME
 * RUNTIME is the folder with node-llama-cpp (ops/model-env.sh makes it). Prints one line of JSON, {"url"}, when it is ready.
 * For tests: one answer at a time, on the processor.
 *
 * The weights are those of a model that continues texts and was never taught to answer. So its template is the question,
 * "Answer:" and the tag (or the fence of code) that the question asks for, and it stops where that ends, as a host of such
 * a model would have it. What stands between is the model's.
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
const { getLlama, LlamaCompletion } = await import(library);
// One thread: several wait for each other by spinning, which on a busy machine takes a hundred times as long.
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error", maxThreads: 1 });
const model = await llama.loadModel({ modelPath: weights });
const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads: 1 });
const completion = new LlamaCompletion({ contextSequence: context.getSequence() });

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
  const said = asked.messages.map(({ content }) => content).join("\n\n");
  const [begun, ended] = frameOf(said);
  const prompt = model.tokenize(`${said}\n\nAnswer: ${begun}`);
  number += 1;
  const id = `chatcmpl-${number}`;
  const head = { id, object: "chat.completion.chunk", created: Math.floor(Date.now() / 1000), model: name };
  const maxTokens = asked.max_completion_tokens ?? asked.max_tokens ?? 1024;
  const { response: text, metadata } = await completion.generateCompletionWithMeta(prompt, {
    maxTokens,
    temperature: asked.temperature ?? 1,
    topP: asked.top_p ?? 1,
    ...(asked.seed === undefined ? {} : { seed: asked.seed % 2 ** 31 }),
    ...(ended === "" ? {} : { customStopTriggers: [ended] }),
    signal,
  });
  const isCut = metadata.stopReason === "maxTokens";
  const content = `${begun}${text}${isCut ? "" : ended}`;
  const finish_reason = isCut ? "length" : "stop";
  const completion_tokens = isCut ? maxTokens : Math.min(maxTokens, model.tokenize(content).length);
  const usage = {
    prompt_tokens: prompt.length,
    completion_tokens,
    total_tokens: prompt.length + completion_tokens,
  };
  if (asked.stream !== true) {
    response.writeHead(200, { "content-type": "application/json" });
    const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason }];
    response.end(JSON.stringify({ ...head, object: "chat.completion", choices, usage }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (chunk) => response.write(`data: ${JSON.stringify({ ...head, ...chunk })}\n\n`);
  send({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] });
  send({ choices: [{ index: 0, delta: {}, finish_reason }] });
  send({ choices: [], usage });
  response.end("data: [DONE]\n\n");
}

/** What stands before and behind the model's own words: the tags or the fence that a question asks for. */
function frameOf(said) {
  const tag = /opening <([a-z]+)> tag/.exec(said)?.[1];
  if (tag !== undefined) return [`<${tag}>`, `</${tag}>`];
  return said.includes("fenced code block tagged python") ? ["```python\n", "\n```"] : ["", ""];
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

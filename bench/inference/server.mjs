/**
 * A model's host for the benchmark, in a process of its own: answers every request with a stream of TOKENS events, each an
 * HTTP chunk, EVENTS_PER_WRITE of them in a write (hosts and the proxies before them send what has come together). The open answers take turns, as they do on a real host, so that the events of one
 * answer arrive apart. Speaks HTTP by hand to cost as little as possible: the client is what is measured.
 */
import { createServer } from "node:net";

const TOKENS = Number(process.argv[2]);
const EVENTS_PER_WRITE = Number(process.argv[3]);
const head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

const chunk = (data) => `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n`;
const event = (choices, extra = {}) =>
  `data: ${JSON.stringify({ id: "chatcmpl-0123456789abcdef", object: "chat.completion.chunk", created: 1767225600, model: "bench", choices, ...extra })}\n\n`;
const token = (n) => event([{ index: 0, delta: { content: ` token${n % 10}` }, logprobs: null, finish_reason: null }]);
const events = [
  head + chunk(event([{ index: 0, delta: { role: "assistant", content: "" }, logprobs: null, finish_reason: null }])),
  ...Array.from({ length: TOKENS }, (_, n) => chunk(token(n))),
  chunk(event([{ index: 0, delta: {}, logprobs: null, finish_reason: "stop" }])),
  chunk(event([], { usage: { prompt_tokens: 10, completion_tokens: TOKENS, total_tokens: TOKENS + 10 } })) +
    chunk("data: [DONE]\n\n") +
    "0\r\n\r\n",
];
const pieces = [];
for (let at = 0; at < events.length; at += EVENTS_PER_WRITE) {
  pieces.push(Buffer.from(events.slice(at, at + EVENTS_PER_WRITE).join("")));
}

/** @type {Map<import("node:net").Socket, number>} the next piece of each open answer */
const open = new Map();
let turning = false;

function turn() {
  for (const [socket, next] of open) {
    // One that reads slowly is passed over, as by any server with back pressure.
    if (socket.writableLength > 0) continue;
    socket.write(pieces[next]);
    if (next + 1 < pieces.length) open.set(socket, next + 1);
    else open.delete(socket);
  }
  turning = open.size > 0;
  if (turning) setImmediate(turn);
}

const server = createServer({ noDelay: true }, (socket) => {
  let received = "";
  socket.on("data", (data) => {
    received += data.toString("latin1");
    const bodyStart = received.indexOf("\r\n\r\n") + 4;
    if (bodyStart < 4) return;
    const length = Number(/content-length: *(\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length < bodyStart + length) return;
    received = received.slice(bodyStart + length);
    open.set(socket, 0);
    if (turning) return;
    turning = true;
    setImmediate(turn);
  });
  socket.on("close", () => open.delete(socket));
  socket.on("error", () => open.delete(socket));
});

server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => process.send?.({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));

import { createServer } from "node:http";

/** A host of models that takes a while for each answer, as models do: ANSWER_MS. Tells its port. */
const answerMs = Number(process.argv[2]);
const chunk = { choices: [{ index: 0, delta: { content: "no answer" }, finish_reason: "stop" }] };
const body = `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`;
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  setTimeout(() => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(body);
  }, answerMs);
});
server.listen(0, "127.0.0.1", 65_535, () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));

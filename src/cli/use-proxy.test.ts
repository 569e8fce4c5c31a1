import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { checkProxy } from "./doctor/check-proxy.ts";
import { proxiesOf, useProxies } from "./use-proxy.ts";

const before = getGlobalDispatcher();
const servers: Server[] = [];
const set: string[] = [];
afterEach(() => {
  setGlobalDispatcher(before);
  for (const server of servers.splice(0)) server.close();
  for (const name of set.splice(0)) Reflect.deleteProperty(process.env, name);
});

async function serve(answer: string, seen: string[] = []): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.end(answer);
  });
  // HTTPS, and HTTP as well where the agent asks for a tunnel.
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url ?? ""}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("behavior: requests go through the proxy that the environment names, those to this machine never", async () => {
  const seen: string[] = [];
  const proxy = await serve("from the proxy", seen);
  const local = await serve("from here");
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY"]) {
    process.env[name] = proxy;
    set.push(name);
  }
  await useProxies(process.env);
  expect(await (await fetch(local)).text()).toBe("from here");
  expect(seen).toEqual([]);
  await fetch("https://hub.affine.invalid/x").catch(() => undefined);
  expect(seen).toEqual(["CONNECT hub.affine.invalid:443"]);
});

test("error: what is no proxy is named without its password; doctor says what goes past one", async () => {
  const env = { HTTPS_PROXY: "http://me:secret@proxy.example:8080" };
  expect(proxiesOf(env)).toEqual(["HTTPS_PROXY=http://…@proxy.example:8080"]);
  expect(JSON.stringify(checkProxy(env))).not.toContain("secret");
  expect(checkProxy(env)[0]?.advice).toContain("WebSocket");
  expect(checkProxy({ HTTPS_PROXY: "" })).toEqual([]);
  process.env["HTTPS_PROXY"] = "not an address";
  set.push("HTTPS_PROXY");
  await expect(useProxies(process.env)).rejects.toMatchObject({ code: "config_invalid" });
});

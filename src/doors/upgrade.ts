import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { AffineError } from "../core/index.ts";
import type { DoorParts } from "./door-parts.ts";
import { asError } from "./evaluator/evaluator.ts";
import { placeNamed, type Place } from "./evaluator/place.ts";
import { checkToken } from "./http/check-token.ts";
import { errorBody, httpError, statusOfError } from "./http/error-body.ts";
import { serveSocket } from "./openenv/serve-socket.ts";

const PATH = /^\/envs\/([^/?#]{1,64})\/ws(?:[?]|$)/;

/** A peer that vanished without a word is noticed by the system's own probes, begun after so long. */
const PROBE_AFTER_MS = 60_000;

/** Lets `/envs/{env}/ws` become a WebSocket. Returns the server of sockets, whose clients are the open ones. */
export function acceptUpgrades(server: Server, parts: DoorParts, token: string | undefined): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    // No compression: memory for each client, for answers of a few hundred bytes.
    perMessageDeflate: false,
    maxPayload: parts.limits.frameBytes,
    clientTracking: true,
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A reset during the handshake must not end the process.
    socket.on("error", () => socket.destroy());
    let place: Place;
    try {
      place = admitted(request, token);
    } catch (thrown) {
      refuse(socket, asError(thrown));
      return;
    }
    request.socket.setKeepAlive(true, PROBE_AFTER_MS);
    // Models think for minutes: silence on a session is no fault.
    request.socket.setTimeout(0);
    sockets.handleUpgrade(request, socket, head, (client) => {
      serveSocket(client, request.socket, place, parts);
    });
  });
  return sockets;
}

/** @throws AffineError for another path, a wrong token, an unknown environment, and a page of another origin. */
function admitted({ url = "", headers }: IncomingMessage, token: string | undefined): Place {
  const [, name] = PATH.exec(url) ?? [];
  if (name === undefined) {
    throw new AffineError("not_found", "There is no WebSocket at this path.", { hint: "Connect to /envs/{env}/ws." });
  }
  // Browsers let any page connect to any socket, and say whose page it is: CORS is off here too.
  if (headers.origin !== undefined && originHost(headers.origin) !== headers.host) {
    throw httpError(403, "credentials_invalid", "Pages of other origins may not connect.");
  }
  checkToken(headers, token);
  return placeNamed(decoded(name));
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (cause) {
    throw new AffineError("environment_unknown", "The environment's name is not well encoded.", { cause });
  }
}

function refuse(socket: Duplex, error: AffineError): void {
  const status = statusOfError(error);
  const body = JSON.stringify(errorBody(error));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

import { integer, port, text, path } from "./option-forms.ts";
import { option } from "./option.ts";

/** Options of `af serve`. */
export const SERVE_OPTIONS = {
  serveHost: option({
    group: "serve",
    env: "AFFINE_SERVE_HOST",
    flag: "--host <address>",
    schema: text,
    default: "127.0.0.1",
    help: "Address that the doors for trainers listen on",
  }),
  servePort: option({
    group: "serve",
    env: "AFFINE_SERVE_PORT",
    flag: "--port <port>",
    schema: port,
    default: 8430,
    help: "Port of the doors; 0 takes a free one",
  }),
  serveTokenFile: option({
    group: "serve",
    env: "AFFINE_SERVE_TOKEN_FILE",
    flag: "--token-file <file>",
    schema: path,
    help: "File with the token that clients must send (openssl rand -hex 32); without one everybody is served",
    example: "./serve.token",
  }),
  serveToken: option({
    group: "serve",
    env: "AFFINE_SERVE_TOKEN",
    schema: text,
    secret: true,
    help: "That token itself; a file is safer",
  }),
  serveSessions: option({
    group: "serve",
    env: "AFFINE_SERVE_SESSIONS",
    flag: "--sessions <n>",
    schema: integer(1, 100_000),
    default: 1000,
    help: "Sessions at once, WebSockets and those of ORS",
  }),
};

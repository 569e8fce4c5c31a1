import type { HttpBindings } from "@hono/node-server";

/** What Hono's handlers find around a request: the socket's two sides. */
export type HostBindings = { Bindings: HttpBindings };

import { AffineError, errorMessage } from "../../core/index.ts";

/** Why a server cannot listen where it was told to, in words that say what to do. */
export function listenError(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): AffineError {
  if (error.code === "EADDRINUSE") {
    return new AffineError("port_in_use", `Port ${port} on ${host} is taken by another program.`, {
      hint: "Stop that program, or choose another port with --port (0 takes a free one).",
      cause: error,
    });
  }
  return new AffineError("config_invalid", `Cannot listen on ${host}:${port}: ${errorMessage(error)}`, {
    hint: "Use an address of this machine (127.0.0.1) and a port above 1023.",
    cause: error,
  });
}

import { join, resolve } from "node:path";
import { AffineError, shownAddress } from "../core/index.ts";

/** Where a signer listens: a socket file, or a TCP address. */
export type SignerAddress = { readonly socket: string } | { readonly url: string };

/** Longest path of a unix socket, bytes (sun_path of Linux, less its final zero). */
const MOST_SOCKET_BYTES = 107;

/** The signer's socket where nothing else is set. */
export function defaultSocket(home: string): string {
  return join(resolve(home), "signer.sock");
}

/**
 * `unix:PATH`, or a base URL with http:// or https://.
 *
 * @throws AffineError `config_invalid`
 */
export function parseSignerAddress(text: string): SignerAddress {
  if (text.startsWith("unix:")) return { socket: checkedSocket(resolve(text.slice("unix:".length))) };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "") {
    return { url: url.href.replace(/\/+$/, "") };
  }
  throw new AffineError("config_invalid", `${shownAddress(text)} is no address of a signer.`, {
    hint: "SIGNER_URL is unix:/path/of/signer.sock or http://host:port.",
  });
}

/** @throws AffineError `config_invalid` for a path that the system would cut off. */
export function checkedSocket(path: string): string {
  if (Buffer.byteLength(path) <= MOST_SOCKET_BYTES) return path;
  throw new AffineError("config_invalid", `The path of the signer's socket is too long: ${path}`, {
    hint: `A unix socket's path has ${MOST_SOCKET_BYTES} bytes at most: choose a shorter data folder, or SIGNER_URL=unix:/run/affine.sock.`,
  });
}

export function addressText(address: SignerAddress): string {
  return "socket" in address ? `unix:${address.socket}` : address.url;
}

import { setLogLevel } from "../telemetry/index.ts";

/** Turns logging on at level info. The first of info, debug and trace that is called wins. */
export function info(): void {
  setLogLevel("info");
}

/** Turns logging on at level debug. The first of info, debug and trace that is called wins. */
export function debug(): void {
  setLogLevel("debug");
}

/** Turns logging on at level trace. The first of info, debug and trace that is called wins. */
export function trace(): void {
  setLogLevel("trace");
}

import { Session } from "node:inspector";
import { thrownPlace } from "../../../../core/index.ts";

/** A main thread that has not answered by then is not at JavaScript, and cannot be asked. */
const ASK_MS = 2_000;

/**
 * Interrupts the main thread wherever it is, from a worker, and ends the process with exit code 1: the inspector alone
 * reaches one that loops.
 *
 * @param tell called with where it was, ` (file, line n)` or nothing, before the end.
 */
export function stopMain(tell: (place: string) => void): void {
  const session = new Session();
  let isTold = false;
  const told = (place: string): void => {
    if (isTold) return;
    isTold = true;
    tell(place);
  };
  setTimeout(() => {
    told("");
    process.kill(process.pid, "SIGKILL");
  }, ASK_MS);
  session.connectToMainThread();
  const urls = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params }) => void urls.set(params.scriptId, params.url));
  session.on("Debugger.paused", ({ params }) => {
    const frames = params.callFrames.map(({ location, url }) => {
      const file = url === "" ? (urls.get(location.scriptId) ?? "") : url;
      return `    at ${file}:${location.lineNumber + 1}:1`;
    });
    told(thrownPlace(Object.assign(new Error("stopped"), { stack: ["Error: stopped", ...frames].join("\n") })));
    // Its timer runs once what runs now is cut off; asked to end by itself the process would wait for this session.
    session.post("Runtime.evaluate", { expression: "setTimeout(() => process.exit(1), 0)" });
    session.post("Runtime.terminateExecution");
    session.post("Debugger.resume");
    session.disconnect();
  });
  session.post("Debugger.enable");
  session.post("Debugger.pause");
}

/** Bytes that the main thread's JavaScript holds, also while it is busy. */
export function heapOfMain(then: (usedBytes: number) => void): void {
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.getHeapUsage", (fault: Error | null, usage?: object) => {
    session.disconnect();
    if (fault === null) then((usage as { usedSize: number }).usedSize);
  });
}

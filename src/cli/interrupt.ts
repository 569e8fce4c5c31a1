let controller: AbortController | undefined;

/** A signal that aborts at the first SIGINT or SIGTERM; the second one ends the process at once with exit code 130. */
export function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const created = new AbortController();
    controller = created;
    const onSignal = () => {
      if (created.signal.aborted) process.exit(130);
      created.abort();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  }
  return controller.signal;
}

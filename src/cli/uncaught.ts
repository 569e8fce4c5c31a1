let explain: (thrown: unknown) => unknown = (thrown) => thrown;

/** Has what nobody catches put into words first, by who knows whose code runs. */
export function explainUncaught(given: (thrown: unknown) => unknown): void {
  explain = given;
}

/** What nobody has caught, as it is to be told. */
export function uncaughtFault(thrown: unknown): unknown {
  return explain(thrown);
}

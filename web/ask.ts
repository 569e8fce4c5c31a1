const TIMEOUT_MS = 10_000;

/** What an address of the API answers, or why it does not, for people. */
export async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`./api/v1/${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS), cache: "no-store" });
  if (response.ok) return (await response.json()) as T;
  const said = await response.json().then(
    (body: unknown) => (body as { error?: { message?: unknown } }).error?.message,
    () => undefined,
  );
  throw new Error(typeof said === "string" ? said : `the API answered ${response.status}`);
}

/** Names and what is to be said of each, for people. */
export type Facts = readonly (readonly [name: string, value: string])[];

/** A list of which only the beginning is shown. */
export function several(all: readonly string[], most: number): string {
  const rest = all.length - most;
  return `${all.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

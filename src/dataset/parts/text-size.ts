/** About how many bytes a value of JSON takes in memory: its texts, and a word for everything else. */
export function textSize(value: unknown): number {
  if (typeof value === "string") return value.length + 8;
  if (typeof value !== "object" || value === null) return 8;
  let size = 8;
  if (Array.isArray(value)) for (const item of value) size += textSize(item);
  else for (const name in value) size += textSize((value as Record<string, unknown>)[name]);
  return size;
}

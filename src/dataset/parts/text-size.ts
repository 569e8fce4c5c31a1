/** About how many bytes a value of JSON takes in memory: its texts, and a word for everything else. */
export function textSize(value: unknown): number {
  if (typeof value === "string") return value.length + 8;
  if (typeof value !== "object" || value === null) return 8;
  let size = 8;
  for (const item of Object.values(value)) size += textSize(item);
  return size;
}

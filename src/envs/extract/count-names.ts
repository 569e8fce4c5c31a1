/** Names in a value of JSON and in what it holds, however deep: fewer than its text has where one comes twice. */
export function countNames(value: unknown): number {
  let count = 0;
  const open = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== "object" || one === null) continue;
    const inner = Object.values(one) as unknown[];
    if (!Array.isArray(one)) count += inner.length;
    for (const own of inner) open.push(own);
  }
  return count;
}

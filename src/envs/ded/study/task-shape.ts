import type { Task } from "../task/task.ts";

/** A text that is equal for tasks that differ in numbers and names only. */
export function taskShape({ fields, parameters, quantities, marks, keep, goal }: Task): string {
  const names = [
    ...fields.map(({ name }) => name),
    ...parameters,
    ...quantities.map(({ name }) => name),
    ...marks.map(({ name }) => name),
  ];
  return JSON.stringify({ quantities, marks, keep, goal }, (_key, value: unknown) => {
    if (typeof value === "number") return 0;
    const place = typeof value === "string" ? names.indexOf(value) : -1;
    return place === -1 ? value : `@${place}`;
  });
}

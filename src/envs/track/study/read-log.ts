import type { Event } from "../event.ts";

/** A question as anybody reads it out of the prompt. */
export interface ReadLog {
  readonly events: readonly Event[];
  readonly asked: readonly string[];
}

/** The log of a prompt. Our own text, never a model's. */
export function readLog(prompt: string): ReadLog {
  const from = prompt.indexOf("The log:\n\n") + "The log:\n\n".length;
  const to = prompt.indexOf("\n\n", from);
  const asked = /closed: ([a-z, ]+)\?/.exec(prompt.slice(to))?.[1] ?? "";
  return { events: prompt.slice(from, to).split("\n").map(readLine), asked: asked.split(", ") };
}

function readLine(line: string): Event {
  const [first = "", second = "", third = ""] = line.split(" ");
  switch (first) {
    case "begin":
    case "end":
    case "cancel":
      return { kind: first };
    case "undo":
      return { kind: "undo", count: Number(second) };
    case "swap":
      return { kind: "swap", name: second, other: third };
    case "alias":
      return { kind: "alias", name: second, of: third };
    case "local":
      return { kind: "local", name: second, value: Number(third) };
  }
  if (second === "+=") return { kind: "add", name: first, value: Number(third) };
  if (second === "-=") return { kind: "add", name: first, value: -Number(third) };
  return /^\d/.test(third)
    ? { kind: "set", name: first, value: Number(third) }
    : { kind: "copy", name: first, from: third };
}

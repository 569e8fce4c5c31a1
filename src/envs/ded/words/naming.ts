import type { Task } from "../task/task.ts";

/** What items are called, and what is printed where there is no answer: in a sentence `printed(none)`. */
export type Naming = Pick<Task, "item" | "items" | "none">;

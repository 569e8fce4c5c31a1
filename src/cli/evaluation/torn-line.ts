import { say } from "../../telemetry/index.ts";

/** Tells of a last line that a killed run did not finish, and that is left out. */
export function tellTornLine(path: string, line: number | null): void {
  if (line !== null) say(`${path}, line ${line} is cut short, as a killed run leaves it: it is left out`);
}

import { errorMessage, faultWords } from "../../core/index.ts";
import type { z } from "zod";

/** The first thing that is wrong with a line, on one line. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return errorMessage(error);
  if (issue.path.length === 0 && issue.code === "invalid_type") return "not a JSON object";
  return `${issue.path.join(".") || "the whole"}: ${faultWords(issue)}`;
}

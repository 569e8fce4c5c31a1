import { z } from "zod";

const saidSchema = z.object({ error: z.object({ message: z.string(), hint: z.string().nullable().optional() }) });

/**
 * What a command that ran with `--json` has said on stderr, in the words it has for a person; what it said of its
 * progress is left out where an error follows.
 */
export function plainFault(stderr: string): string {
  const errors = stderr.split("\n").flatMap((line) => {
    const said = saidSchema.safeParse(parsed(line));
    return said.success ? [said.data.error] : [];
  });
  if (errors.length === 0) return stderr;
  return errors
    .map(({ message, hint }) => `af: ${message}\n${typeof hint === "string" ? `    ${hint}\n` : ""}`)
    .join("");
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Progress, or what a module printed by itself.
    return undefined;
  }
}

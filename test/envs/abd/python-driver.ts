import { z } from "zod";

/** Programs with inputs each. */
export interface PythonJob {
  readonly program: string;
  readonly inputs: readonly string[];
}

/** Runs many programs in one Python process: jobs as JSON on stdin, outputs as JSON on stdout; null for an exception. */
export const DRIVER = `
import io, json, sys

def run(code, text):
    keyboard, screen = sys.stdin, sys.stdout
    sys.stdin, sys.stdout = io.StringIO(text), io.StringIO()
    try:
        exec(code, {"__name__": "__main__"})
        return sys.stdout.getvalue()
    except Exception:
        return None
    finally:
        sys.stdin, sys.stdout = keyboard, screen

jobs = json.loads(sys.stdin.read())
results = []
for job in jobs:
    code = compile(job["program"], "program", "exec")
    results.append([run(code, text) for text in job["inputs"]])
print(json.dumps(results))
`;

const resultsSchema = z.array(z.array(z.string().nullable()));

/** Outputs of every input of every job, as {@link DRIVER} prints them. */
export function parseResults(stdout: string): (string | null)[][] {
  return resultsSchema.parse(JSON.parse(stdout));
}

import { z } from "zod";
import { errorMessage } from "../../core/index.ts";
import { contestSchema, type Contest } from "../../serve/index.ts";

const TIMEOUT_MS = 5_000;
const statusSchema = z.looseObject({ contest: contestSchema.nullish() });

/** The contest as a validator's page tells it, or why it is not known. */
export async function readContest(statusUrl: string): Promise<{ contest: Contest } | { unknown: string }> {
  const url = `${statusUrl.replace(/\/+$/, "")}/api/status`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    if (!response.ok) return { unknown: `${url} answers ${response.status}` };
    const parsed = statusSchema.safeParse(await response.json());
    if (!parsed.success) return { unknown: `${url} is no status that this program reads` };
    const { contest } = parsed.data;
    return contest == null ? { unknown: `${url} tells of no contest` } : { contest };
  } catch (thrown) {
    return { unknown: `${url} cannot be reached (${errorMessage(thrown)})` };
  }
}

import { z } from "zod";
import { contestSchema, type Contest } from "../../serve/index.ts";
import { pageStatus, type ExpectedChain } from "../validator-page/page-status.ts";

const statusSchema = z.looseObject({ contest: contestSchema.nullish() });

/** The contest as a validator's page tells it, or why it is not known. */
export async function readContest(
  pageUrl: string,
  expected: ExpectedChain,
): Promise<{ contest: Contest } | { unknown: string }> {
  const told = await pageStatus(pageUrl, expected);
  if ("unknown" in told) return told;
  const parsed = statusSchema.safeParse(told.status);
  if (!parsed.success) return { unknown: `${pageUrl} tells of its contest in another way than this program reads` };
  const { contest } = parsed.data;
  return contest == null ? { unknown: `${pageUrl} tells of no contest` } : { contest };
}

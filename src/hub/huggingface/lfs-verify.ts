import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { printable } from "../../io/index.ts";

const actionSchema = z.object({
  href: z.url({ protocol: /^https?$/ }),
  header: z.record(z.string(), z.string()).optional(),
});
const batchSchema = z.object({
  objects: z.array(
    z.object({
      oid: z.string().regex(/^[0-9a-f]{64}$/),
      size: z.int().nonnegative(),
      actions: z.object({ upload: actionSchema.optional(), verify: actionSchema.optional() }).optional(),
      error: z.object({ code: z.number(), message: z.string() }).optional(),
    }),
  ),
});

/**
 * Adds to the library's commit what it leaves out: the answer of the LFS batch call is checked, a refusal of one object
 * is worded like any other, and the `verify` calls that it offers are made before the commit
 * (https://github.com/git-lfs/git-lfs/blob/main/docs/api/basic-transfers.md#verification).
 */
export function withVerification(send: typeof fetch): typeof fetch {
  const pending: { href: string; header: Record<string, string>; oid: string; size: number }[] = [];
  return async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    if (/^\/api\/(?:models|datasets)\/[^/]+\/[^/]+\/commit\//.test(path)) {
      for (const { href, header, oid, size } of pending.splice(0)) {
        await send(href, {
          method: "POST",
          headers: {
            ...header,
            accept: "application/vnd.git-lfs+json",
            "content-type": "application/vnd.git-lfs+json",
          },
          body: JSON.stringify({ oid, size }),
        });
      }
    }
    const response = await send(input, init);
    if (!path.endsWith(".git/info/lfs/objects/batch")) return response;
    for (const { oid, size, actions, error } of await objectsOf(response.clone())) {
      if (error !== undefined) throw objectRefused(error.code, error.message);
      const verify = actions?.upload === undefined ? undefined : actions.verify;
      if (verify !== undefined) pending.push({ href: verify.href, header: verify.header ?? {}, oid, size });
    }
    return response;
  };
}

async function objectsOf(response: Response): Promise<z.infer<typeof batchSchema>["objects"]> {
  try {
    return batchSchema.parse(await response.json()).objects;
  } catch (cause) {
    throw new AffineError("hub_rejected", "The model hub's answer about large files is malformed.", { cause });
  }
}

function objectRefused(status: number, message: string): AffineError {
  const quota = /storage|quota|exceeded/i.test(message);
  return new AffineError("hub_rejected", `The model hub does not take a file (${status}): ${printable(message, 240)}`, {
    hint: quota
      ? "Delete old private repositories, or buy more private storage: a model must stay private until its commitment is revealed."
      : "See what it says; the file cannot be uploaded as it is.",
    details: { status, ...(quota ? { reason: "quota" } : {}) },
  });
}

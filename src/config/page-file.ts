import { z } from "zod";
import { processIsAlive, readJsonSync } from "../io/index.ts";

/** Where a validator's page listens, in its data folder. */
export const PAGE_FILE = "page.json";

const pageFileSchema = z.object({
  version: z.literal(1),
  pid: z.int().positive(),
  url: z.url(),
});
export type PageFile = z.infer<typeof pageFileSchema>;

/**
 * The address of the page that a validator serves from a data folder, if one lives there.
 *
 * @throws AffineError `state_version` for a file of another version, `state_corrupt` for a broken one.
 */
export function runningPage(file: string): string | undefined {
  const found = readJsonSync(file, pageFileSchema, {
    maxBytes: 4_096,
    version: { key: "version", number: 1 },
    hint: "Delete the file; the next `af validate` or `af demo` writes it anew.",
  });
  return found !== undefined && processIsAlive(found.pid) ? found.url : undefined;
}

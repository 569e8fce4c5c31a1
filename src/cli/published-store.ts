import { AffineError } from "../core/index.ts";
import type { Closing } from "../core/index.ts";
import { configuredStore, openPublishedStore, type PublishedStore } from "../store/index.ts";
import type { CommandContext } from "./context.ts";

/**
 * Opens where the settings say that records are published, after it has shown that writers cannot overwrite each other
 * there. One that cannot be reached now stops nothing: records wait in the data folder, and are tried again.
 *
 * @returns `undefined` for the data folder alone
 * @throws AffineError `config_invalid`, `credentials_missing`, `credentials_invalid`, `unsupported`
 */
export async function openPublished(context: CommandContext, closing: Closing): Promise<PublishedStore | undefined> {
  const configured = configuredStore(context.config.values);
  if (configured === undefined) return undefined;
  const published = await openPublishedStore(configured);
  closing.add(() => published.store.close());
  try {
    await published.probe();
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code !== "store_transport") throw error;
    context.log.warn({ err: error }, `records are not published for now: ${error.message}`);
  }
  return published;
}

/** The bucket's own address, where everybody may read there; otherwise nobody can read what is published. */
export async function publicUrlOf(
  published: PublishedStore | undefined,
  context: CommandContext,
): Promise<string | undefined> {
  if (published?.url === undefined) return undefined;
  try {
    const fault = await published.faultOfReading(published.url, context.signal);
    if (fault === undefined) return published.url;
    context.log.warn(
      { url: published.url },
      `nobody can read the bucket without a key (${fault}): set AFFINE_RECORDS_URL`,
    );
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    context.log.warn({ err: error }, `whether others can read the bucket is not known: ${error.message}`);
  }
  return undefined;
}

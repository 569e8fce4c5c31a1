import type { Config } from "../../config/index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { configuredStore, openPublishedStore } from "../../store/index.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** Where records are published: it takes conditional writes, and everybody can read there. Nothing to say without one. */
export async function checkStore({ values }: Config): Promise<Finding[]> {
  try {
    const configured = configuredStore(values);
    if (configured === undefined) return [];
    const published = await openPublishedStore(configured);
    try {
      await published.probe();
      await published.readBack();
      const { location } = published.store;
      const mode = values.storeSingleWriter === true ? "single writer" : "conditional writes hold";
      const url = values.recordsUrl ?? published.url;
      const written = ok("store", `${location}: can be written, what was written comes back, ${mode}`);
      if (url === undefined) {
        return [
          written,
          warning("records", "have no public address", "Set AFFINE_RECORDS_URL to where others read them."),
        ];
      }
      const base = url.replace(/\/*$/, "/");
      const fault = published.url === undefined ? undefined : await published.faultOfReading(base);
      return [
        written,
        fault === undefined
          ? ok("records", `everybody can read them at ${base}`)
          : warning(
              "records",
              `${base} does not give what is stored: ${fault}`,
              "Others cannot count your rounds: open the bucket for reading, or set AFFINE_RECORDS_URL to its public address.",
            ),
      ];
    } finally {
      await published.store.close();
    }
  } catch (error) {
    const advice = AffineError.isInstance(error) ? error.hint : undefined;
    return [problem("store", errorMessage(error), advice ?? "Check AFFINE_STORE.")];
  }
}

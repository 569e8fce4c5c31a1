import type { Config, NetworkChoice } from "../../config/index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { python } from "../../sandbox/index.ts";
import { inferenceHostOf } from "../../sdk/index.ts";
import { modelHubOf } from "../model-hub.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

const TIMEOUT_MS = 10_000;
/** A deployment that nobody has. */
const NOBODYS = "00000000-0000-4000-8000-000000000000";

/** Where models lie: reachable, and whose account the token is. */
export async function checkHub(config: Config, network: NetworkChoice): Promise<Finding> {
  try {
    const hub = modelHubOf(config, network);
    if (hub.name === "folder") return ok("hub", `the localnet's own, ${hub.location}`);
    if (config.values.hfToken === undefined) {
      const response = await fetch(hub.location, { method: "HEAD", signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.status >= 500)
        return problem("hub", `${hub.location} answers ${response.status}`, "Try again later.");
      return warning("hub", `${hub.location}, nobody logged in`, "To push models set HF_TOKEN in .env (write access).");
    }
    const account = await hub.whoAmI();
    return ok("hub", `${hub.location}, as ${account ?? "nobody"}`);
  } catch (error) {
    return problem("hub", errorMessage(error), adviceOf(error, "Check HF_ENDPOINT and HF_TOKEN."));
  }
}

/** Who serves miners' models: the management API answers, and takes the key. */
export async function checkHost(config: Config, network: NetworkChoice): Promise<Finding> {
  const { chutesApiKey, chuteUser, chutesApiUrl = "" } = config.values;
  const host = inferenceHostOf(config, network);
  if (host.name !== "chutes") return ok("host", `${host.name}, ${network.inferenceUrl}`);
  try {
    await host.find(
      { model: "nobody/affine", revision: "0".repeat(40), chute_id: NOBODYS },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
  } catch (error) {
    return problem("host", errorMessage(error), adviceOf(error, "Check CHUTES_API_URL and CHUTES_API_KEY."));
  }
  if (chutesApiKey === undefined) {
    return warning("host", `${chutesApiUrl} answers, no key`, "To ask or deploy models set CHUTES_API_KEY in .env.");
  }
  return chuteUser === undefined
    ? warning("host", `${chutesApiUrl} takes the key`, "To deploy models set CHUTE_USER in .env to the account's name.")
    : ok("host", `${chutesApiUrl} takes the key, account ${chuteUser}`);
}

/** The sandbox that runs models' programs: it starts, with all its walls. */
export async function checkSandbox(): Promise<Finding> {
  try {
    const { workers, workersWanted, notices, walls } = await python.inspect();
    const built = Object.entries(walls).filter(([, state]) => state === true);
    const found = `${workers} of ${workersWanted} workers, walls: ${built.map(([name]) => name).join(", ")}`;
    const [notice] = notices;
    return notice === undefined ? ok("sandbox", found) : warning("sandbox", found, notice);
  } catch (error) {
    return problem("sandbox", errorMessage(error), adviceOf(error, "Run `af sandbox doctor` for more."));
  } finally {
    await python.close();
  }
}

function adviceOf(error: unknown, otherwise: string): string {
  return (AffineError.isInstance(error) ? error.hint : undefined) ?? otherwise;
}

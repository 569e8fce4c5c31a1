import { canonicalJson, type Canonical } from "../core/index.ts";
import { defectError, type ShardDefect } from "./shard-defect.ts";

/**
 * Reads a line that must be the canonical JSON of an object.
 *
 * @throws AffineError `record_invalid` naming `malformed` when it is not the JSON of an object, `notCanonical` when it
 * is spelled another way.
 */
export function parseCanonicalLine(
  line: string,
  defects: { malformed: ShardDefect; notCanonical: ShardDefect },
  where: string,
): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw defectError(defects.malformed, `${where}: not JSON`, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw defectError(defects.malformed, `${where}: not an object`);
  }
  const object = value as Record<string, unknown>;
  if (!isCanonical(object, line)) throw defectError(defects.notCanonical, where);
  return object;
}

function isCanonical(object: Record<string, unknown>, line: string): boolean {
  const flat = flatIsCanonical(object, line);
  if (flat !== undefined) return flat;
  try {
    return canonicalJson(object as Canonical) === line;
  } catch {
    // A float or a lone surrogate: it has no canonical form at all.
    return false;
  }
}

/**
 * The same verdict for objects without lists and objects inside, several times faster: JSON.stringify keeps the order
 * of the keys, so that order, integers and surrogates are all that is left to check. `undefined`: not decided.
 */
function flatIsCanonical(object: Record<string, unknown>, line: string): boolean | undefined {
  let before = "";
  for (const key in object) {
    const value = object[key];
    if (typeof value === "object" && value !== null) return undefined;
    if (typeof value === "number" && !Number.isSafeInteger(value)) return false;
    if (key < before) return false;
    before = key;
  }
  // Either a lone surrogate, which has no canonical form, or the harmless text of one: let the slow way decide.
  if (line.includes("\\ud")) return undefined;
  return JSON.stringify(object) === line;
}

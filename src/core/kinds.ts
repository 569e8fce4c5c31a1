/** What does not fit in a value: where, empty for the value itself, and in which words. */
export interface Misfit {
  readonly place: string;
  readonly expected: string;
  readonly found: unknown;
}

/**
 * What an argument has to be. Looks at a value in place, without copies: cheap enough for functions that are called for
 * every record.
 */
export type Kind = (value: unknown) => Misfit | undefined;

function kindOf(expected: string, fits: (value: unknown) => boolean): Kind {
  return (found) => (fits(found) ? undefined : { place: "", expected, found });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with these fields, each of its kind; others may be there. */
function shape(fields: Readonly<Record<string, Kind>>): Kind {
  const entries = Object.entries(fields);
  return (found) => {
    if (!isObject(found)) return { place: "", expected: "an object", found };
    for (const [name, kind] of entries) {
      const misfit = kind(found[name]);
      if (misfit !== undefined) return within(`.${name}`, misfit);
    }
    return undefined;
  };
}

function list(kind: Kind): Kind {
  return (found) => {
    if (!Array.isArray(found)) return { place: "", expected: "a list", found };
    for (let index = 0; index < found.length; index += 1) {
      const misfit = kind(found[index]);
      if (misfit !== undefined) return within(`[${index}]`, misfit);
    }
    return undefined;
  };
}

function pair(first: Kind, second: Kind): Kind {
  return (found) => {
    if (!Array.isArray(found) || found.length !== 2) return { place: "", expected: "a list of two", found };
    const misfit = first(found[0]);
    if (misfit !== undefined) return within("[0]", misfit);
    const other = second(found[1]);
    return other === undefined ? undefined : within("[1]", other);
  };
}

function within(step: string, { place, ...rest }: Misfit): Misfit {
  return { ...rest, place: `${step}${place}` };
}

function oneOf(values: readonly unknown[]): Kind {
  return kindOf(`one of ${values.map((value) => JSON.stringify(value)).join(", ")}`, (value) => values.includes(value));
}

/** The kinds of arguments that are asked for; see {@link need}. */
export const kinds = {
  text: kindOf("a text", (value) => typeof value === "string"),
  number: kindOf("a number", (value) => typeof value === "number" && !Number.isNaN(value)),
  whole: kindOf("a whole number", Number.isSafeInteger),
  between: (least: number, most = Number.MAX_SAFE_INTEGER): Kind =>
    kindOf(
      `a whole number ${most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`}`,
      (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
    ),
  /** A whole number of any size, as a bigint or in decimal digits. */
  digits: kindOf(
    "a whole number, as a bigint or in decimal digits",
    (value) => typeof value === "bigint" || (typeof value === "string" && /^-?\d+$/.test(value)),
  ),
  flag: kindOf("true or false", (value) => typeof value === "boolean"),
  call: kindOf("a function", (value) => typeof value === "function"),
  bytes: kindOf("bytes", (value) => value instanceof Uint8Array),
  object: kindOf("an object", isObject),
  iterable: kindOf(
    "a list, or what else can be gone through",
    (value) => typeof value === "object" && value !== null && Symbol.iterator in value,
  ),
  map: kindOf("a Map", (value) => value instanceof Map),
  shape,
  list,
  pair,
  oneOf,
  /** What a class of ours made. */
  made: (of: abstract new (...given: never[]) => unknown): Kind =>
    kindOf(`what ${of.name} made`, (value) => value instanceof of),
  /** As told, or left out. */
  maybe:
    (of: Kind): Kind =>
    (value) =>
      value === undefined ? undefined : of(value),
  orNull:
    (of: Kind): Kind =>
    (value) =>
      value === null ? undefined : of(value),
} as const;

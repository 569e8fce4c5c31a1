import { z } from "zod";

/** Where an OpenAPI document has the schemas that others name. */
const COMPONENTS = "#/components/schemas/";

/**
 * JSON schemas for one OpenAPI document. zod puts what refers to itself under `$defs` of each schema, and names it from
 * the root; in a document the root is another, so definitions move to `components`, and their names with them.
 */
export class OpenApiSchemas {
  readonly #components: Record<string, object> = {};

  /** What `components.schemas` holds: all definitions of the schemas so far. */
  get components(): object {
    return this.#components;
  }

  /** The schema of what may be sent. @param name unique in the document. */
  input(name: string, schema: z.ZodType): object {
    return this.#add(name, z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  }

  /** The schema of what is answered. @param name unique in the document. */
  output(name: string, schema: z.ZodType): object {
    return this.#add(name, z.toJSONSchema(schema));
  }

  #add(name: string, { $defs = {}, ...schema }: z.core.JSONSchema.BaseSchema): object {
    // The document says itself which dialect its schemas have.
    delete schema.$schema;
    const moved = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(moved);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => {
          const isName = key === "$ref" && typeof inner === "string" && inner.startsWith("#/$defs/");
          return [key, isName ? `${COMPONENTS}${name}${inner.slice("#/$defs/".length)}` : moved(inner)];
        }),
      );
    };
    for (const [key, definition] of Object.entries($defs))
      this.#components[`${name}${key}`] = moved(definition) as object;
    return moved(schema) as object;
  }
}

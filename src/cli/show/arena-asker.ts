import type { z } from "zod";
import { AffineError, faultsOf } from "../../core/index.ts";
import { BODIES } from "../../serve/index.ts";

/** Asks an address of `/api/v1`: of a validator's page, or of a replay in this process. */
export class ArenaAsker {
  readonly #request: (path: string) => Promise<Response>;

  constructor(request: (path: string) => Promise<Response>) {
    this.#request = request;
  }

  /** @throws AffineError `not_found` when nobody answers, or in another form than this program reads */
  async ask<Path extends keyof typeof BODIES>(form: Path, path: string): Promise<z.infer<(typeof BODIES)[Path]>> {
    const found = await this.find(form, path);
    if (found !== undefined) return found;
    throw new AffineError("not_found", `There is no ${path.replace("/api/v1/", "")}.`, {
      hint: "The newest rounds and tests are kept; --records replays them all.",
    });
  }

  /** Like {@link ask}; `undefined` for what is not there. */
  async find<Path extends keyof typeof BODIES>(
    form: Path,
    path: string,
  ): Promise<z.infer<(typeof BODIES)[Path]> | undefined> {
    const response = await this.#request(path).catch((cause: unknown) => {
      throw new AffineError("not_found", `The page does not answer ${path}.`, { cause, retryable: true });
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new AffineError("not_found", `The page answers ${response.status} to ${path}.`);
    const parsed = BODIES[form].safeParse(await response.json());
    if (parsed.success) return parsed.data as z.infer<(typeof BODIES)[Path]>;
    throw new AffineError("invalid_input", `The page answers ${path} in another form: ${faultsOf(parsed.error)}`, {
      hint: "Page and program are of different versions.",
    });
  }
}

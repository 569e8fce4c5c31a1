import { link, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AffineError } from "../../core/index.ts";
import {
  fileFailure,
  ignoreMissing,
  makeFolder,
  readJson,
  replaceFile,
  syncFolder,
  systemCode,
} from "../../io/index.ts";
import { manifestSchema, type Manifest } from "./manifest.ts";

/** Where files lie until an export is complete. */
const INCOMING = ".incoming";
const MANIFEST = /^([0-9]{6})\.json$/;
const MAX_MANIFEST_BYTES = 64 * 2 ** 20;
const HINT = "Export into another folder, or take the newest file of manifests/ out of the hub's copy.";

/** A finished part and the name that it shall have. */
export interface NamedPart {
  readonly staged: string;
  /** Below the data set's folder. */
  readonly path: string;
}

/** The files of a data set's folder: what is complete has a manifest, the rest is in `.incoming` and is nothing. */
export class DatasetFiles {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  get incoming(): string {
    return join(this.dir, INCOMING);
  }

  /**
   * The newest manifest; `undefined` for a folder that is new or empty. What an export that was cut off left behind is
   * completed where its manifest was written already, and else taken away.
   *
   * @throws AffineError `invalid_input` for a folder with something else in it, `state_corrupt`, `file_access`
   */
  async newest(): Promise<Manifest | undefined> {
    const names = await this.#list("manifests");
    const pending = await this.#read(join(this.incoming, "manifest.json"));
    if (pending !== undefined) await this.#complete(pending);
    await this.clear();
    const numbers = names.flatMap((name) => MANIFEST.exec(name)?.[1] ?? []);
    const last = numbers.toSorted().at(-1);
    const newest = pending ?? (last === undefined ? undefined : await this.#read(this.#manifestPath(Number(last))));
    if (newest === undefined && (await this.#list(".")).some((name) => !name.startsWith("."))) {
      throw new AffineError(
        "invalid_input",
        `${this.dir} has files in it, and none of them is a data set's manifest.`,
        {
          hint: "Name a new or empty folder, or one of an earlier export, which is then gone on with.",
        },
      );
    }
    return newest;
  }

  /** Gives the parts their names and the manifest its own: all of them or, after a crash, all of them at the next look. */
  async commit(manifest: Manifest, parts: readonly NamedPart[]): Promise<void> {
    for (const { staged, path } of parts) await this.#name(staged, join(this.incoming, basenameOf(path)));
    await replaceFile(join(this.incoming, "manifest.json"), `${JSON.stringify(manifest)}\n`);
    await this.#complete(manifest);
    await this.clear();
  }

  /** Whether a part of this name, and so of this content, is in the data set. */
  async has(path: string): Promise<boolean> {
    return (await stat(join(this.dir, path)).catch(ignoreMissing)) !== undefined;
  }

  /** Environments that have data, by name. */
  async environments(): Promise<string[]> {
    return (await this.#list("data")).toSorted();
  }

  async clear(): Promise<void> {
    await rm(this.incoming, { recursive: true, force: true });
  }

  async #complete(manifest: Manifest): Promise<void> {
    for (const { path } of manifest.parts)
      await this.#name(join(this.incoming, basenameOf(path)), join(this.dir, path));
    await this.#name(join(this.incoming, "manifest.json"), this.#manifestPath(manifest.number));
  }

  /** A second name, so that it may be done again; one that is there already has the same content by its hash. */
  async #name(from: string, to: string): Promise<void> {
    try {
      await makeFolder(dirname(to));
      await link(from, to).catch((error: unknown) => {
        if (systemCode(error) !== "EEXIST") throw error;
      });
      await syncFolder(dirname(to));
    } catch (error) {
      // Named and cleared up by a run before this one.
      if (systemCode(error) === "ENOENT" && (await stat(to).catch(ignoreMissing)) !== undefined) return;
      throw fileFailure(`Cannot write ${to}`, error);
    }
  }

  #read(path: string): Promise<Manifest | undefined> {
    return readJson(path, manifestSchema, { maxBytes: MAX_MANIFEST_BYTES, hint: HINT });
  }

  async #list(folder: string): Promise<string[]> {
    try {
      return (await readdir(join(this.dir, folder)).catch(ignoreMissing)) ?? [];
    } catch (error) {
      throw fileFailure(`Cannot read ${this.dir}`, error);
    }
  }

  #manifestPath(number: number): string {
    return join(this.dir, "manifests", `${String(number).padStart(6, "0")}.json`);
  }
}

/** The path as one name: parts of several folders may have the same file name. */
function basenameOf(path: string): string {
  return path.replaceAll("/", "+");
}

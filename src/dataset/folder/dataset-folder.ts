import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { AffineError } from "../../core/index.ts";
import { LockFile, makeFolder, readRegularFile, replaceFile } from "../../io/index.ts";
import type { ReadPosition } from "../../store/index.ts";
import type { DatasetFormat, LeftOut, Row } from "../dataset-format.ts";
import { DatasetFiles } from "./dataset-files.ts";
import type { ListedPart, Manifest } from "./manifest.ts";
import { OpenParts, type Place, type PlacedPart } from "./open-parts.ts";
import { README_MARK, readmeOf } from "./readme.ts";

const MAX_README_BYTES = 2 ** 20;

export interface DatasetFolderOptions {
  readonly dir: string;
  readonly format: DatasetFormat;
  readonly source: Manifest["source"];
  /** What rows are chosen by: it cannot change from one export of a folder to the next. */
  readonly choice: Manifest["choice"];
}

/** What an export added. */
export interface ExportReport {
  readonly dir: string;
  readonly rows: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly parts: readonly ListedPart[];
  /** `null` when there was nothing new. */
  readonly manifest: string | null;
}

/**
 * A folder with a data set in it: `data/<env>/date=<day>/part-<block>-<hash>.<form>`, `manifests/`, a README. Files are
 * written once. What an export adds is there as a whole or not at all, and the next export goes on where it ended.
 */
export class DatasetFolder {
  readonly #options: DatasetFolderOptions;
  readonly #files: DatasetFiles;
  readonly #lock: LockFile;
  readonly #before: Manifest | undefined;
  readonly #parts: OpenParts;
  readonly #leftOut: Partial<Record<LeftOut, number>> = {};

  private constructor(options: DatasetFolderOptions, files: DatasetFiles, lock: LockFile, before?: Manifest) {
    this.#options = options;
    this.#files = files;
    this.#lock = lock;
    this.#before = before;
    this.#parts = new OpenParts(files.incoming, options.format, { asLines: options.source === "questions" });
  }

  /** @throws AffineError `invalid_input` for a folder of something else, `locked`, `state_corrupt`, `file_access` */
  static async open(options: DatasetFolderOptions): Promise<DatasetFolder> {
    const lock = await LockFile.acquire(join(options.dir, ".lock"), `The data set in ${options.dir}`);
    try {
      const files = new DatasetFiles(options.dir);
      const before = await files.newest();
      if (before !== undefined) checkSame(options, before);
      await makeFolder(files.incoming);
      return new DatasetFolder(options, files, lock, before);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Where the last export ended in a validator's chain. */
  positionOf(hotkey: string): ReadPosition | undefined {
    const positions = this.#before?.positions ?? {};
    return Object.hasOwn(positions, hotkey) ? positions[hotkey] : undefined;
  }

  async add(row: Row, place: Place): Promise<void> {
    await this.#parts.add(row, place);
  }

  leaveOut(why: LeftOut): void {
    this.#leftOut[why] = (this.#leftOut[why] ?? 0) + 1;
  }

  /** Makes the export part of the data set. @param positions where it ended, by hotkey */
  async commit(positions: Manifest["positions"] = {}): Promise<ExportReport> {
    const placed = await this.#parts.finish();
    const named = placed.map((one) => ({ ...one, path: pathOf(one) }));
    const parts: ListedPart[] = [];
    for (const { path, place, part } of named) {
      // The same questions once more.
      if (await this.#files.has(path)) continue;
      parts.push({ path, env: place.env, rows: part.rows, bytes: part.bytes, sha256: part.sha256 });
    }
    const all = { ...this.#before?.positions, ...positions };
    const isNew = parts.length > 0 || !isDeepStrictEqual(all, this.#before?.positions ?? {});
    if (!isNew) return { ...this.#report([]), manifest: null };
    const manifest: Manifest = {
      schema_version: 1,
      kind: "affine-dataset",
      number: this.#before === undefined ? 0 : this.#before.number + 1,
      format: this.#options.format.name,
      source: this.#options.source,
      choice: this.#options.choice,
      rows: rowsOf(parts),
      left_out: this.#leftOut,
      parts,
      positions: all,
    };
    const added = new Set(parts.map(({ path }) => path));
    const fresh = named.filter(({ path }) => added.has(path));
    await this.#files.commit(
      manifest,
      fresh.map(({ part, path }) => ({ staged: part.path, path })),
    );
    await this.#writeReadme();
    return { ...this.#report(parts), manifest: `manifests/${String(manifest.number).padStart(6, "0")}.json` };
  }

  /** Ends the export: what was not committed is gone. */
  async close(): Promise<void> {
    try {
      await this.#parts.discard();
      await this.#files.clear();
    } finally {
      await this.#lock.release();
    }
  }

  #report(parts: readonly ListedPart[]): Omit<ExportReport, "manifest"> {
    return { dir: this.#options.dir, rows: rowsOf(parts), leftOut: this.#leftOut, parts };
  }

  async #writeReadme(): Promise<void> {
    const path = join(this.#options.dir, "README.md");
    const there = await readRegularFile(path, { maxBytes: MAX_README_BYTES });
    if (there !== undefined && !there.toString("utf8").includes(README_MARK)) return;
    await replaceFile(path, readmeOf(this.#options.format, this.#options, await this.#files.environments()));
  }
}

function rowsOf(parts: readonly ListedPart[]): number {
  return parts.reduce((sum, { rows }) => sum + rows, 0);
}

function checkSame({ dir, format, source, choice }: DatasetFolderOptions, before: Manifest): void {
  const differs =
    before.format !== format.name || before.source !== source || !isDeepStrictEqual(before.choice, choice);
  if (!differs) return;
  const was = `${before.format} of ${before.source}, ${JSON.stringify(before.choice)}`;
  throw new AffineError("invalid_input", `${dir} holds another data set: ${was}.`, {
    hint: "Export into another folder, or with the same options as before.",
  });
}

function pathOf({ place, part, extension }: PlacedPart): string {
  const { env, date, block } = place;
  const hash = part.sha256.slice(0, 16);
  const name = part.fileName ?? `part-${String(block).padStart(10, "0")}-${hash}.${extension}`;
  return `data/${env}/${date === null ? "" : `date=${date}/`}${name}`;
}

import { cp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { RoundView } from "../../arena/index.ts";
import { AffineError, errorMessage, withoutPeriod } from "../../core/index.ts";
import { attachmentOf, decodeShard } from "../../record/index.ts";
import { makeFolders, processIsAlive, systemCode } from "../../io/index.ts";
import { checkKey, documentKey, shardPrefix, transcriptKey, type Store } from "../../store/index.ts";
import type { ReplayedArena } from "../arena/replayed-arena.ts";

/** Says that a folder is a copy of ours, and may be replaced. */
const MARKER = "affine-site.json";
/** Objects read and written at a time: they are small, and most of them wait for a disk or a network. */
const COPIES_AT_ONCE = 16;

export interface SiteReport {
  readonly folder: string;
  readonly block: number | null;
  readonly tests: number;
  readonly rounds: number;
  readonly shards: number;
  readonly transcripts: number;
  readonly documents: number;
  /** Objects that records name and no store has. */
  readonly missing: number;
}

/**
 * Writes page and data as plain files that any web server can give out. They appear as a whole or not at all; a copy of
 * ours is replaced, nothing else is.
 *
 * @throws AffineError `invalid_input` for a folder with something else in it, `file_access`
 */
export async function writeSite(
  folder: string,
  arena: ReplayedArena,
  options: { readonly webFolder: string; readonly netuid: number; readonly signal: AbortSignal },
): Promise<SiteReport> {
  const target = resolve(folder);
  await assertOurs(target);
  const draft = `${target}.${process.pid}.part`;
  try {
    await makeFolders(dirname(target));
    await removeDeadDrafts(target);
    await cp(options.webFolder, draft, { recursive: true });
    const report = await fill(draft, arena, options);
    await writeFile(join(draft, MARKER), `${JSON.stringify({ v: 1, ...report })}\n`);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
    return { folder: target, ...report };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (AffineError.isInstance(error)) throw error;
    throw new AffineError("file_access", `${target} cannot be written: ${withoutPeriod(errorMessage(error))}.`, {
      cause: error,
    });
  }
}

/** What a copy that was killed has left. */
async function removeDeadDrafts(target: string): Promise<void> {
  const prefix = `${basename(target)}.`;
  for (const name of await readdir(dirname(target))) {
    const [, writer] = (name.startsWith(prefix) ? /^(\d{1,10})\.part$/.exec(name.slice(prefix.length)) : null) ?? [];
    if (writer === undefined || processIsAlive(Number(writer))) continue;
    await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

async function assertOurs(target: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw new AffineError("invalid_input", `${target} is no folder that can be read.`, {
      hint: "Name a new or empty folder with --site.",
      cause: error,
    });
  }
  if (names.length === 0 || names.includes(MARKER)) return;
  throw new AffineError("invalid_input", `${target} has other files in it, which are not overwritten.`, {
    hint: "Name a new or empty folder with --site, or one of an earlier copy.",
  });
}

async function fill(
  draft: string,
  arena: ReplayedArena,
  { netuid, signal }: { readonly netuid: number; readonly signal: AbortSignal },
): Promise<Omit<SiteReport, "folder">> {
  const { book } = arena.source;
  const rounds = book.rounds({ before: Infinity, limit: Infinity }).items;
  const paths = [
    ...["snapshot.json", "contract.json", "environments.json", "rounds.json", "history.json"],
    ...rounds.map(({ round }) => `rounds/${round}.json`),
    ...book.tests.flatMap(({ id }) => [`tests/${id}.json`, `tests/${id}/series.json`]),
  ];
  for (const path of paths) {
    stopIf(signal);
    const file = join(draft, "api", "v1", path);
    await makeFolders(dirname(file));
    await writeFile(file, await answerOf(arena, path));
  }
  const copied = await copyRecords(draft, arena, { netuid, signal, rounds });
  return { block: book.state?.block ?? null, tests: book.tests.length, rounds: rounds.length, ...copied };
}

/** In files nothing can be asked for in parts: as much as one answer may have. */
async function answerOf({ request }: ReplayedArena, path: string): Promise<string> {
  const query = path === "history.json" ? "?limit=500" : path.endsWith("/series.json") ? "?limit=2048" : "";
  const response = await request(`/api/v1/${path}${query}`);
  const text = await response.text();
  if (response.ok) return text;
  throw new AffineError("internal", `The copy lacks ${path}: ${text.slice(0, 300)}`);
}

async function copyRecords(
  draft: string,
  { store, status, source }: ReplayedArena,
  about: { readonly netuid: number; readonly signal: AbortSignal; readonly rounds: readonly RoundView[] },
): Promise<Pick<SiteReport, "shards" | "transcripts" | "documents" | "missing">> {
  const { netuid, signal, rounds } = about;
  const hotkeys = new Set([...(status.contest?.validators ?? []), ...[status.validator]].map(({ hotkey }) => hotkey));
  for (const { validator } of source.book.rounds({ before: Infinity, limit: Infinity }).items) hotkeys.add(validator);
  const documents = new Set<string>();
  let shards = 0;
  for (const hotkey of hotkeys) {
    if (hotkey === "") continue;
    for await (const key of store.list(shardPrefix({ netuid, hotkey }))) {
      stopIf(signal);
      const bytes = await store.get(key);
      if (bytes === undefined) continue;
      await writeObject(draft, key, bytes);
      shards += 1;
      for (const record of decodeShard(bytes).records) {
        const named = attachmentOf(record);
        if (named?.kind === "document") documents.add(named.hash);
      }
    }
  }
  const texts = new Set(
    rounds.flatMap(({ questions }) => questions).flatMap(({ answers }) => answers.map(({ transcript }) => transcript)),
  );
  texts.delete(null);
  const keys = [
    ...[...texts].map((hash) => transcriptKey(netuid, hash as string)),
    ...[...documents].map((hash) => documentKey(netuid, hash)),
  ];
  const missing = await copyAll(store, draft, keys, signal);
  return { shards, transcripts: texts.size, documents: documents.size, missing };
}

/** @returns how many are nowhere to be had */
async function copyAll(from: Store, draft: string, keys: readonly string[], signal: AbortSignal): Promise<number> {
  const waiting = keys.values();
  const failures: unknown[] = [];
  let missing = 0;
  const copy = async (): Promise<void> => {
    for (const key of waiting) {
      if (failures.length > 0) return;
      stopIf(signal);
      const bytes = await from.get(key);
      if (bytes === undefined) missing += 1;
      else await writeObject(draft, key, bytes);
    }
  };
  // None is at work any more when the first failure is told: the draft is taken away then.
  await Promise.all(
    Array.from({ length: COPIES_AT_ONCE }, () => copy().catch((error: unknown) => failures.push(error))),
  );
  if (failures.length > 0) throw failures[0];
  return missing;
}

/** Without the syncs of a store, which cost more than all else: the draft gets its name when everything is in it. */
async function writeObject(draft: string, key: string, bytes: Uint8Array): Promise<void> {
  checkKey(key);
  const file = join(draft, key);
  await makeFolders(dirname(file));
  await writeFile(file, bytes);
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw new AffineError("interrupted", "The copy was interrupted; nothing of it stays.");
}

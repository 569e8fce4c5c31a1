import { constants, type ReadStream, type Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { AffineError } from "../../core/index.ts";
import { fileFailure, systemCode } from "./system-error.ts";

/** What may stand at the end of a path. */
export interface LinkLimits {
  /**
   * Whether the name itself may be a symbolic link, as for files that a user names or mounts. Files of our own never
   * are: there a link leads out of the folder. Links to folders on the way are followed always.
   */
  readonly followLink?: boolean;
}

/**
 * Opens a regular file for reading, and nothing else: a named pipe or a device is never waited for.
 *
 * @throws AffineError `file_access` for what is no regular file, is not there, or cannot be read
 */
export async function openRegularFile(path: string, limits: LinkLimits = {}): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, flagsOf(limits));
    assertRegular(path, await file.stat());
    return file;
  } catch (error) {
    await file?.close();
    throw readFailure(path, error);
  }
}

/**
 * The bytes of a regular file as they are read, where it is too large to be held.
 *
 * @throws AffineError as {@link openRegularFile}
 */
export async function* streamRegularFile(
  path: string,
  { followLink, ...options }: LinkLimits & Parameters<FileHandle["createReadStream"]>[0] = {},
): AsyncGenerator<Buffer, void, undefined> {
  const file = await openRegularFile(path, followLink === undefined ? {} : { followLink });
  const stream: ReadStream = file.createReadStream(options);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } finally {
    await file.close();
  }
}

/** Flags with which nothing that is opened is waited for. */
export function flagsOf({ followLink }: LinkLimits): number {
  // Without O_NONBLOCK opening a named pipe waits until somebody writes into it.
  return constants.O_RDONLY | constants.O_NONBLOCK | (followLink === true ? 0 : constants.O_NOFOLLOW);
}

/** @throws AffineError `file_access` for everything but a regular file. */
export function assertRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw notRegular(path, kindOf(stats));
}

/** An error of opening or reading in words. */
export function readFailure(path: string, error: unknown): AffineError {
  const code = systemCode(error);
  // What O_NOFOLLOW says of a link; macOS and FreeBSD have names of their own for it.
  if (code === "ELOOP" || code === "EMLINK") return notRegular(path, "a symbolic link", error);
  // A socket cannot be opened at all.
  if (code === "ENXIO") return notRegular(path, "a socket or device", error);
  return fileFailure(`Cannot read ${path}`, error);
}

function notRegular(path: string, kind: string, cause?: unknown): AffineError {
  return new AffineError("file_access", `${path} is ${kind}, not a file.`, {
    hint: "Put a regular file there, or move it away.",
    details: { path, kind },
    cause,
  });
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

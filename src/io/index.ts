/** What stands between the program and the machine: files, locks, time, text. */
export { entryFile, libraryModules, packageFile, resolveHook, type EntryName } from "./package-files.ts";
export { makeFolder, syncFolder } from "./files/folder.ts";
export { JsonFile } from "./files/json-file.ts";
export { type JsonLimits, readJson, readJsonSync } from "./files/read-json.ts";
export { type ReadLimits, readRegularFile, readRegularFileSync } from "./files/read-regular-file.ts";
export { fileFailure, ignoreMissing, systemCode } from "./files/system-error.ts";
export { isAbandoned, temporaryName } from "./files/temporary-name.ts";
export { removeFile, replaceFile, writeOnce } from "./files/write-durably.ts";
export { type FileContent, writeNewFile } from "./files/write-new-file.ts";
export { WRITE_STEPS, type WriteOptions, type WriteStep } from "./files/write-options.ts";
export { LockFile, type LockOptions } from "./lock/lock-file.ts";
export { processBirth, processIsAlive, processPlace } from "./lock/process-life.ts";
export { carriesToken, isToken, readToken, sameSecret } from "./net/bearer-token.ts";
export { listenError } from "./net/listen-error.ts";
export { clip } from "./text/clip.ts";
export { printable } from "./text/printable.ts";
export { pause, pauseOrThrow, type StopSignal } from "./time/pause.ts";
export { backoff, type BackoffPolicy, listedPauses, type PauseRule, retry, type RetryOptions } from "./time/retry.ts";

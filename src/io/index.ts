/** What stands between the program and the machine. */
export { entryFile, libraryModules, packageFile, resolveHook, type EntryName } from "./package-files.ts";

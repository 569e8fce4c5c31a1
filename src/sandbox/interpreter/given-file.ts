/** A file that one run is given, at a path below the working folder. */
export interface GivenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

import { inflateRawSync } from "node:zlib";

/** One file of an archive; its bytes are inflated when read. */
export interface ArchivedFile {
  readonly path: string;
  readonly sizeBytes: number;
  read(): Uint8Array;
}

const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;

/** The files of a zip archive (APPNOTE 6.3.3, no zip64, no encryption), in the archive's order, without directories. */
export function readZip(archive: Uint8Array): ArchivedFile[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let end = archive.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new RangeError("not a zip archive");
  const files: ArchivedFile[] = [];
  let entry = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    const method = view.getUint16(entry + 10, true);
    const packedBytes = view.getUint32(entry + 20, true);
    const sizeBytes = view.getUint32(entry + 24, true);
    const nameBytes = view.getUint16(entry + 28, true);
    const header = view.getUint32(entry + 42, true);
    const path = new TextDecoder().decode(archive.subarray(entry + 46, entry + 46 + nameBytes));
    entry += 46 + nameBytes + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
    if (path.endsWith("/")) continue;
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const packed = archive.subarray(start, start + packedBytes);
    files.push({ path, sizeBytes, read: () => (method === STORED ? packed : inflateRawSync(packed)) });
  }
  return files;
}

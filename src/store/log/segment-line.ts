import { crc32 } from "node:zlib";

const NEWLINE = 0x0a;
const CHECKSUM_CHARACTERS = 8;

/** `<CRC-32 in 8 hex> <JSON>` and a newline: a line that was not written whole does not pass for one. */
export function encodeSegmentLine(json: string): Uint8Array {
  const line = Buffer.from(`00000000 ${json}\n`);
  line.write(checksum(line.subarray(CHECKSUM_CHARACTERS + 1, -1)), "latin1");
  return line;
}

/** What a segment file holds. */
export interface ParsedSegment {
  /** JSON of the whole lines, in order. */
  lines: string[];
  /** Where the last whole line ends; what follows was torn by a crash. */
  goodBytes: number;
  /** Damaged stretches with whole lines behind them: not what a torn write leaves. */
  damagedLines: number;
}

/** Reads a segment after a crash: never throws. */
export function parseSegment(bytes: Buffer): ParsedSegment {
  const parsed: ParsedSegment = { lines: [], goodBytes: 0, damagedLines: 0 };
  let damaged = 0;
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end === -1) break;
    const json = readLine(bytes.subarray(start, end));
    start = end + 1;
    if (json === undefined) {
      damaged += 1;
      continue;
    }
    parsed.lines.push(json);
    parsed.damagedLines += damaged;
    damaged = 0;
    parsed.goodBytes = start;
  }
  return parsed;
}

function readLine(line: Buffer): string | undefined {
  const text = line.subarray(CHECKSUM_CHARACTERS + 1);
  const stated = line.subarray(0, CHECKSUM_CHARACTERS + 1).toString("latin1");
  return stated === `${checksum(text)} ` ? text.toString("utf8") : undefined;
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(CHECKSUM_CHARACTERS, "0");
}

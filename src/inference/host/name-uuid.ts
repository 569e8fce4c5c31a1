import { createHash } from "node:crypto";

/** Namespace of object identifiers (RFC 9562, 6.6). */
const OID_NAMESPACE = Buffer.from("6ba7b8129dad11d180b400c04fd430c8", "hex");

/** The UUID of version 5 of a name in the OID namespace: the same for everybody (RFC 9562, 5.5). */
export function nameUuid(name: string): string {
  const hash = createHash("sha1").update(OID_NAMESPACE).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

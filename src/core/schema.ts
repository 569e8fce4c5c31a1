import { z } from "zod";

/** Words that several schemas share. */
export const blockNumberSchema = z.int().nonnegative();
export const uidSchema = z.int().min(0).max(65_535);
export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal characters");
/** A block hash as the chain writes it. */
export const blockHashSchema = z.string().regex(/^0x[0-9a-f]{64}$/, "0x and 64 lower-case hexadecimal characters");
/** ss58 address, format 42 or another; the checksum is checked where keys are used. */
export const addressSchema = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{46,50}$/, "an ss58 address");
/** Score in thousandths: 0..1000. */
export const thousandthsSchema = z.int().min(0).max(1000);
export const envNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, "a letter, then letters, digits, _ or -");
export const envVersionSchema = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/, "a version such as 1 or 1.2");

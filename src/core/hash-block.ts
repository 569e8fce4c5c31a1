/**
 * SHA-256 (FIPS 180-4) of exactly 40 bytes, eight words of key and a 64-bit counter: one compression, no allocation.
 * Random numbers need millions of these; a call into node:crypto costs two to four times as much as the work itself.
 * The tests hold it against node:crypto.
 */
// prettier-ignore
const ROUND_CONSTANTS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const MESSAGE_BITS = 40 * 8;
const TWO_32 = 0x1_0000_0000;
/** The message schedule; scratch space, written anew by every call. */
const schedule = new Int32Array(64);

/**
 * Writes SHA-256(key ‖ counter as unsigned 64-bit big-endian) into `digest` as eight 32-bit big-endian words.
 *
 * @param key eight words. @param counter a safe non-negative integer. @param digest eight words, overwritten.
 */
export function sha256KeyedBlock(key: Uint32Array, counter: number, digest: Uint32Array): void {
  const w = schedule;
  for (let i = 0; i < 8; i += 1) w[i] = key[i] as number;
  w[8] = Math.floor(counter / TWO_32);
  w[9] = counter;
  w[10] = 0x80000000;
  w.fill(0, 11, 15);
  w[15] = MESSAGE_BITS;
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + (w[i - 7] as number) + s0 + s1) | 0;
  }
  let a = 0x6a09e667 | 0;
  let b = 0xbb67ae85 | 0;
  let c = 0x3c6ef372 | 0;
  let d = 0xa54ff53a | 0;
  let e = 0x510e527f | 0;
  let f = 0x9b05688c | 0;
  let g = 0x1f83d9ab | 0;
  let h = 0x5be0cd19 | 0;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND_CONSTANTS[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  digest[0] = a + 0x6a09e667;
  digest[1] = b + 0xbb67ae85;
  digest[2] = c + 0x3c6ef372;
  digest[3] = d + 0xa54ff53a;
  digest[4] = e + 0x510e527f;
  digest[5] = f + 0x9b05688c;
  digest[6] = g + 0x1f83d9ab;
  digest[7] = h + 0x5be0cd19;
}

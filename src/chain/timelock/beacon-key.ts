import { bls12_381 } from "@noble/curves/bls12-381.js";
import { AffineError } from "../../core/index.ts";
import { roundPoint } from "./round-signature.ts";

/** The secret of a beacon: for a chain that is its own beacon, and for tests. drand's is held by nobody alone. */
export class BeaconKey {
  readonly #scalar: bigint;
  #publicKey: Uint8Array | undefined;

  private constructor(scalar: bigint) {
    this.#scalar = scalar;
  }

  static generate(): BeaconKey {
    return BeaconKey.fromBytes(bls12_381.utils.randomSecretKey());
  }

  /** 96 bytes; computed when it is first asked for. */
  get publicKey(): Uint8Array {
    this.#publicKey ??= bls12_381.G2.Point.BASE.multiply(this.#scalar).toBytes(true);
    return this.#publicKey;
  }

  /** @param secret 32 bytes, big-endian. @throws AffineError `credentials_invalid`; never repeats a byte. */
  static fromBytes(secret: Uint8Array): BeaconKey {
    const scalar = secret.length === 32 ? BigInt(`0x${Buffer.from(secret).toString("hex")}`) : 0n;
    if (scalar > 0n && scalar < bls12_381.fields.Fr.ORDER) return new BeaconKey(scalar);
    throw new AffineError("credentials_invalid", "The beacon's secret key is not a number below the group's order.");
  }

  /** The 32 bytes that {@link fromBytes} takes, for keeping them in a file. */
  reveal(): Uint8Array {
    return Buffer.from(this.#scalar.toString(16).padStart(64, "0"), "hex");
  }

  /** The signature of a round, 48 bytes: publishing it opens all that was sealed for the round. */
  signRound(round: number): Uint8Array {
    return roundPoint(round).multiply(this.#scalar).toBytes(true);
  }
}

/** Who holds the hotkey and what it signs. See docs/signer.md. */
export { addressText, checkedSocket, defaultSocket, parseSignerAddress, type SignerAddress } from "./address.ts";
export { InProcessSigner } from "./in-process-signer.ts";
export { KeyHolder } from "./key-holder.ts";
export { knowSigner, type KnownSigner } from "./remote/known-signer.ts";
export { identityOf, RemoteSigner, type RemoteSignerOptions } from "./remote/remote-signer.ts";
export { auditLogPath, startSigner, type SignerService, type SignerServiceOptions } from "./service/signer-service.ts";
export type { SignedHead, Signer, WeightIntent } from "./signer.ts";

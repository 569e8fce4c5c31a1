export { DEVELOPMENT_PHRASE, keyFromUri } from "./key-uri.ts";
export { formatKeyfile, formatPublicKeyfile, parseKeyfile, parseKeyfileAddress } from "./keyfile.ts";
export { KeyMaterial, type KeySecrets } from "./key-material.ts";
export { generatePhrase, keyFromPhrase, seedFromPhrase } from "./phrase.ts";
export { domainMessage, type SigningDomain, type SigningKey } from "./signing-key.ts";
export { decodeAddress, encodeAddress, isAddress, SS58_FORMAT } from "./ss58.ts";
export { keyFromSeed } from "./sr25519-key.ts";
export { verify } from "./verify.ts";
export { readKeyfileAddress, readKeyfileBytes, type PasswordSource } from "./read-key.ts";
export { keyfileEncryption, type KeyfileEncryption } from "./encrypted-keyfile.ts";
export {
  coldkeyPath,
  coldkeyPublicPath,
  hotkeyPath,
  hotkeyPublicPath,
  readColdkeyAddress,
  readHotkey,
  writeColdkey,
  writeColdkeyAddress,
  writeHotkey,
  type HotkeyName,
} from "./wallet-folder.ts";

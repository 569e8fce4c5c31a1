/** Whether a base URL belongs to Chutes, so that the key goes nowhere else. */
export function isChutes(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "https:" && (hostname === "chutes.ai" || hostname.endsWith(".chutes.ai"));
}

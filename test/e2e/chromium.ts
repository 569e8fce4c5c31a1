/** The browser of the page's tests, and how it is started where there is no screen. */
export const CHROMIUM = process.env["AFFINE_TEST_CHROMIUM"] ?? "/usr/bin/chromium";
export const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

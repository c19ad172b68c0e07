/** Allows what the kiosk and the copy buttons need. */
const PERMISSIONS = [
  "fullscreen=(self)",
  "screen-wake-lock=(self)",
  "clipboard-write=(self)",
  ...["camera", "microphone", "geolocation", "payment", "usb", "display-capture", "browsing-topics"].map(
    (feature) => `${feature}=()`,
  ),
].join(", ");

/** The headers of all answers. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  // Not "no-referrer", by which forms of our own pages would say "Origin: null".
  "referrer-policy": "same-origin",
  "permissions-policy": PERMISSIONS,
  "cross-origin-opener-policy": "same-origin",
};

/** For answers with data. Pages have policies of their own (csp.ts). */
export const DATA_POLICY = { "content-security-policy": "default-src 'none'; frame-ancestors 'none'" };

/** For answers over TLS. Browsers ignore it elsewhere, where it must not be sent (RFC 6797, 7.2). */
export const TLS_ONLY = { "strict-transport-security": "max-age=31536000" };

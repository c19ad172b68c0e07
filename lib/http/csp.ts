export type PolicyParts = {
  /** At least 128 random bits in base64, new for each answer. */
  readonly nonce: string;
  /** The origin of pictures; null for a client without access. */
  readonly pictures: string | null;
  /** The value of `frame-ancestors`. */
  readonly ancestors: string;
  /** The development server evaluates code and uses a WebSocket. */
  readonly isDevelopment: boolean;
};

/**
 * Makes the Content-Security-Policy of a page (CSP Level 3): scripts that this answer names, and what they load; pictures
 * of the bucket; frames of this wall; nothing else from other origins.
 */
export function contentSecurityPolicy({ nonce, pictures, ancestors, isDevelopment }: PolicyParts): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-inline'" : ""}`,
    // React writes heights and columns into style attributes. They hold our own numbers, and can load nothing.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data:${pictures === null ? "" : ` ${pictures}`}`,
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "manifest-src 'self'",
    // The preview of what can be embedded.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}

export type PolicyParts = {
  /** 128 random bits or more in base64, another one for each answer. */
  readonly nonce: string;
  /** Where pictures come from; null for who may see none. */
  readonly pictures: string | null;
  /** Which pages may frame this one, as `frame-ancestors` has it. */
  readonly ancestors: string;
  /** The development server evaluates code and talks by WebSocket. */
  readonly isDevelopment: boolean;
};

/**
 * The Content-Security-Policy of a page (CSP Level 3): scripts that this answer names, and what they load; pictures of the
 * bucket; nothing else from anywhere else.
 */
export function contentSecurityPolicy({ nonce, pictures, ancestors, isDevelopment }: PolicyParts): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-inline'" : ""}`,
    // React writes heights and columns into style attributes; they hold numbers of ours, and can load nothing.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data:${pictures === null ? "" : ` ${pictures}`}`,
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}

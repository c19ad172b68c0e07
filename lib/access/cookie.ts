/**
 * With this prefix, browsers take the cookie only over TLS, for this host alone and for all of its paths (RFC 6265bis,
 * 4.1.3.2), so that no neighbouring site can plant one.
 */
export const COOKIE_NAME = "__Host-livewall";

const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** A Set-Cookie header. @param seconds how long the browser keeps it */
export function setCookie(token: string, seconds: number): string {
  return `${COOKIE_NAME}=${token}; ${ATTRIBUTES}; Max-Age=${seconds}`;
}

export function clearCookie(): string {
  return `${COOKIE_NAME}=; ${ATTRIBUTES}; Max-Age=0`;
}

/** The token in a Cookie header. Null when there is none, or more than one: then somebody plays a trick. */
export function tokenIn(header: string | null): string | null {
  const values = header
    ?.split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${COOKIE_NAME}=`))
    .map((pair) => pair.slice(COOKIE_NAME.length + 1));
  return values?.length === 1 ? (values[0] ?? null) : null;
}

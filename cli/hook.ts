import { sign, type Secret } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";

const DEADLINE_MS = 20_000;

/** Posts a hook to a Livewall. Redirects are not followed. @param secret signs it; null posts it unsigned */
export function postHook(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  secret: Secret | null,
): Promise<Response> {
  const bytes = Uint8Array.from(Buffer.from(body));
  const signature = secret === null ? {} : { [THUMBNAIL_HEADERS.signature]: sign(secret, bytes) };
  return fetch(url, {
    method: "POST",
    headers: { ...headers, ...signature },
    body: bytes,
    redirect: "manual",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
}

import type { Metadata } from "next";

/** Makes the metadata that chats and social networks show for a link: a title, and a picture by a lasting address. */
export function toLinkPreview(headers: Headers, title: string, picture: string): Metadata {
  const origin = findOwnOrigin(headers);
  if (origin === null) return {};
  const images = [{ url: picture, alt: title }];
  return {
    metadataBase: origin,
    openGraph: { type: "website", siteName: "Livewall", title, images },
    twitter: { card: "summary_large_image", title, images },
  };
}

/**
 * Finds the origin of this server, as the browser or a proxy reports it. Null if the headers are malformed. Use it only
 * for addresses in the answer to the same request: a client can forge it.
 */
export function findOwnOrigin(headers: Headers): URL | null {
  const first = (name: string) => headers.get(name)?.split(",")[0]?.trim();
  const host = first("x-forwarded-host") ?? first("host");
  const protocol = first("x-forwarded-proto") ?? "http";
  if (host === undefined || !/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host)) return null;
  return /^https?$/.test(protocol) ? URL.parse(`${protocol}://${host}`) : null;
}

import type { Metadata } from "next";

/**
 * Makes the metadata that chats and social networks show for a link: a title, and a picture by a lasting address.
 *
 * @param publicUrl the wall's own origin, from the settings: the headers of a request may be forged, and others may get
 *   the same page. Null for no metadata
 */
export function toLinkPreview(publicUrl: URL | null, title: string, picture: string): Metadata {
  if (publicUrl === null) return {};
  const images = [{ url: picture, alt: title }];
  return {
    metadataBase: publicUrl,
    openGraph: { type: "website", siteName: "Livewall", title, images },
    twitter: { card: "summary_large_image", title, images },
  };
}

import type { Metadata } from "next";
import { ownOrigin } from "./own-origin.ts";

/** What chats and social networks show of a link to a page: its title, and a picture by an address that lasts. */
export function previewOf(headers: Headers, title: string, picture: string): Metadata {
  const origin = ownOrigin(headers);
  if (origin === null) return {};
  const images = [{ url: picture, alt: title }];
  return {
    metadataBase: origin,
    openGraph: { type: "website", siteName: "Livewall", title, images },
    twitter: { card: "summary_large_image", title, images },
  };
}

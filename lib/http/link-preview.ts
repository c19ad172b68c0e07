import type { Metadata } from "next";

export type LinkPreview = {
  readonly title: string;
  readonly description?: string;
  /** The page's own address, without the origin. */
  readonly address?: string;
  /** The lasting address of the picture, without the origin, and its size if that is known. */
  readonly picture: { readonly url: string; readonly width?: number; readonly height?: number };
};

/**
 * Makes the metadata that chats and social networks show for a link.
 *
 * @param publicUrl the wall's own origin, from the settings: the headers of a request may be forged, and others may get
 *   the same page. Null for no metadata
 */
export function toLinkPreview(publicUrl: URL | null, preview: LinkPreview): Metadata {
  if (publicUrl === null) return {};
  const { title, description, address, picture } = preview;
  const images = [{ ...picture, alt: title }];
  const text = { title, ...(description === undefined ? {} : { description }) };
  return {
    metadataBase: publicUrl,
    openGraph: {
      type: "website",
      siteName: "Livewall",
      ...text,
      ...(address === undefined ? {} : { url: address }),
      images,
    },
    twitter: { card: "summary_large_image", ...text, images },
  };
}

"use client";

import { useState } from "react";

type FullPictureProps = {
  /** Addresses of the same frame: small, and as it came; null where that is kept no more. */
  preview: string;
  original: string | null;
  alt: string;
  /** Whether the next one takes its place by itself: then this one stays until the next is there. */
  follows: boolean;
};

/** A frame in full. Until it is there, or when it never comes, the small picture: who comes from the wall has that one. */
export function FullPicture({ preview, original, alt, follows }: FullPictureProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const hasPreview = preview !== original;
  const isSmall = original === null || (broken === original && hasPreview);
  return (
    <>
      {hasPreview && (
        <img src={preview} alt={isSmall ? alt : ""} className="absolute inset-0 size-full object-contain" />
      )}
      {!isSmall && (
        <img
          key={follows ? "newest" : original}
          ref={(image) => {
            // It may have failed before this code ran, and then no event tells.
            if (image?.complete === true && image.naturalWidth === 0) setBroken(original);
          }}
          src={original}
          alt={alt}
          decoding="async"
          className="absolute inset-0 size-full object-contain"
          onError={() => setBroken(original)}
        />
      )}
    </>
  );
}

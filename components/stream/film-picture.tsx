"use client";

import { useState } from "react";

/** The small picture of a frame, or the original where none was made. */
export function FilmPicture({ preview, original }: { preview: string; original: string | null }) {
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <img
      ref={(image) => {
        // It may have failed before this code ran, and then no event tells.
        if (image?.complete === true && image.naturalWidth === 0) setHasFailed(true);
      }}
      src={hasFailed ? (original ?? preview) : preview}
      alt=""
      width={144}
      height={81}
      loading="lazy"
      onError={() => setHasFailed(true)}
      className="aspect-video w-full bg-screen object-contain"
    />
  );
}

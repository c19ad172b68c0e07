import { useState } from "react";
import { useNeedsOriginal } from "#components/wall/picture-size.ts";
import type { PastFrame } from "#lib/model/past.ts";
import { pictureAddress } from "#lib/model/routes.ts";

export type OriginalProps = {
  stream: string;
  frame: Pick<PastFrame, "feed" | "time" | "aspect" | "original">;
};

/**
 * The original of a past frame, over its preview, if that has fewer pixels than are drawn. It is unseen until it has loaded,
 * and if it fails.
 */
export function Original({ stream, frame: { feed, time, aspect, original } }: OriginalProps) {
  const [element, isLarge] = useNeedsOriginal(aspect, original);
  const [loaded, setLoaded] = useState("");
  const address = pictureAddress(stream, { source: null, feed }, time);
  return (
    <div ref={element} className="absolute inset-0">
      {isLarge && (
        <img
          key={address}
          src={address}
          alt=""
          decoding="async"
          onLoad={() => setLoaded(address)}
          className={`size-full object-contain ${loaded === address ? "motion-safe:animate-appear" : "opacity-0"}`}
        />
      )}
    </div>
  );
}

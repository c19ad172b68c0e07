import { useState } from "react";
import type { PastFrame } from "#lib/model/past.ts";
import { pictureAddress } from "#lib/model/routes.ts";

export type OriginalProps = {
  stream: string;
  frame: Pick<PastFrame, "feed" | "time" | "aspect" | "original">;
};

/** The original of a past frame. It is unseen until it has loaded, and if it fails. */
export function Original({ stream, frame: { feed, time } }: OriginalProps) {
  const [loaded, setLoaded] = useState("");
  const address = pictureAddress(stream, { source: null, feed }, time);
  return (
    <img
      key={address}
      src={address}
      alt=""
      decoding="async"
      onLoad={() => setLoaded(address)}
      className={`size-full object-contain ${loaded === address ? "motion-safe:animate-appear" : "opacity-0"}`}
    />
  );
}

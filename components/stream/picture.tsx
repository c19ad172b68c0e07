"use client";

import { useState } from "react";
import { useMoment } from "#components/time/moment.tsx";
import { Img } from "#components/ui/img.tsx";
import { LIVE_MS } from "#lib/model/state.ts";
import type { HistoryFrame } from "#lib/model/history.ts";
import type { PastFrame } from "#lib/model/past.ts";

/** The moment that a stream's page is about. */
export type PageMoment = {
  name: string;
  /** ms since 1970; null for now. */
  at: number | null;
  /** Its frame; null when there is none. */
  shown: HistoryFrame | null;
  /** The frame is not the newest one of a tile on the wall. */
  isGone: boolean;
};

type FigureProps = PageMoment & {
  /** The moment that the timeline shows, and its frame: null when there is none, undefined until it is read. */
  moment: number;
  frame: PastFrame | null | undefined;
  isMoved: boolean;
};

const LAYER = "absolute inset-0 size-full object-contain";

/** The picture of the page, and over it that of the moment that the timeline was moved to. */
export function Figure({ name, shown, at, isGone, moment, isMoved, frame }: FigureProps) {
  const text = useMoment(moment);
  const textOfShown = useMoment(shown?.time ?? 0);
  const isOlder = !isMoved && at !== null && shown !== null && at - shown.time > LIVE_MS;
  return (
    <figure className="relative mx-auto aspect-video overflow-hidden rounded-xl bg-screen w-picture">
      {shown === null ? (
        <p className="grid size-full place-content-center p-4 text-center">
          Nothing is kept of this moment or before it.
        </p>
      ) : (
        // Only the picture on top has a name for screen readers.
        <FullPicture {...shown} alt={frame ? "" : `${name}, ${textOfShown}`} isNewest={at === null} />
      )}
      {frame && <img src={frame.picture} alt={`${name}, ${text}`} className={`${LAYER} bg-screen`} />}
      {frame === null && <p className="absolute inset-0 grid place-content-center bg-screen">Off air</p>}
      {(isMoved || isGone || at !== null) && (
        <p className="absolute top-2 right-2 rounded-md bg-stalled px-2 py-0.5 text-sm text-page">
          <strong className="font-semibold">Not live</strong>
          {isOlder && " · off air then, this came before"}
        </p>
      )}
    </figure>
  );
}

type FullPictureProps = Pick<HistoryFrame, "preview" | "original"> & {
  alt: string;
  /** Keeps this picture until the next one is there. */
  isNewest: boolean;
};

/** A frame in full, over the small picture, which is all there is until it loads or if it fails. */
function FullPicture({ preview, original, alt, isNewest }: FullPictureProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const hasPreview = preview !== original;
  const isSmall = original === null || (failed === original && hasPreview);
  return (
    <>
      {hasPreview && <img src={preview} alt={isSmall ? alt : ""} className={LAYER} />}
      {!isSmall && (
        <Img
          key={isNewest ? "newest" : original}
          src={original}
          alt={alt}
          decoding="async"
          className={LAYER}
          onFail={() => setFailed(original)}
        />
      )}
    </>
  );
}

/** The small picture of a frame, or the original where there is no small one. */
export function FilmPicture({ preview, original }: Pick<HistoryFrame, "preview" | "original">) {
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <Img
      src={hasFailed ? (original ?? preview) : preview}
      alt=""
      width={144}
      height={81}
      loading="lazy"
      onFail={() => setHasFailed(true)}
      className="aspect-video w-full bg-screen object-contain"
    />
  );
}

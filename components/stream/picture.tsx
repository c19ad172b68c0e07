import { useState, type ReactNode } from "react";
import { useMoment } from "#components/time/moment.tsx";
import { Img } from "#components/ui/img.tsx";
import type { HistoryFrame } from "#lib/model/history.ts";
import { isLetterboxed } from "#components/wall/picture-size.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import type { Moved } from "./deck.tsx";
import { frameAt } from "./status.tsx";

type FigureProps = {
  name: string;
  /** The moment of the page, ms since 1970; null for now. */
  at: number | null;
  /** Its frame; null when there is none. */
  shown: HistoryFrame | null;
  moved: Moved | null;
  /** Nothing newer is known of it, because the server cannot be reached. */
  isDimmed: boolean;
  onOpen?: () => void;
  /** Lies over the picture. */
  children: ReactNode;
};

const LAYER = "absolute inset-0 size-full object-contain";

/** The picture of the page, and over it that of the moment that the timeline was moved to. */
export function Figure({ name, at, shown, moved, isDimmed, onOpen, children }: FigureProps) {
  const frame = moved?.frame;
  const text = useMoment(moved?.moment ?? 0);
  const textOfShown = useMoment(shown?.time ?? 0);
  const isPast = moved !== null || at !== null;
  // It is of before: the stream sent nothing at the moment.
  const isOld = (moved?.moment ?? at ?? 0) - (frameAt(moved, shown)?.time ?? Infinity) > LIVE_MS;
  return (
    <>
      {isPast && <div aria-hidden className="past-frame" />}
      <figure
        onDoubleClick={onOpen}
        className="relative aspect-video overflow-hidden bg-black text-white sm:rounded-lg"
      >
        <div className={`absolute inset-0 ${isDimmed || isOld ? "brightness-[0.45] saturate-[0.6]" : ""}`}>
          {shown === null ? (
            <Placeholder>No pictures from this time or earlier.</Placeholder>
          ) : (
            // Only the picture on top has a name for screen readers.
            <FullPicture {...shown} alt={frame ? "" : `${name}, ${textOfShown}`} isNewest={at === null} />
          )}
          {frame && <img src={frame.picture} alt={`${name}, ${text}`} className={`${LAYER} bg-black`} />}
          {frame === null && <Placeholder>Off air</Placeholder>}
        </div>
        {children}
      </figure>
    </>
  );
}

function Placeholder({ children }: { children: ReactNode }) {
  return <p className={`${LAYER} grid place-content-center bg-black p-4 text-center`}>{children}</p>;
}

type FullPictureProps = Pick<HistoryFrame, "preview" | "original" | "width" | "height"> & {
  alt: string;
  /** Keeps this picture until the next one is there. */
  isNewest: boolean;
};

/** A frame in full, over the small picture, which is all there is until it loads or if it fails. */
function FullPicture({ preview, original, width, height, alt, isNewest }: FullPictureProps) {
  const [failed, setFailed] = useState<readonly string[]>([]);
  const fail = (address: string) => setFailed((before) => [...before, address]);
  const sources = original === null || original === preview ? [preview] : [preview, original];
  const loadable = sources.filter((address) => !failed.includes(address));
  if (loadable.length === 0) return <Placeholder>No picture could be loaded</Placeholder>;
  const pictures = loadable.map((address, place) => (
    <Img
      key={address === original && isNewest ? "newest" : address}
      src={address}
      alt={place === loadable.length - 1 ? alt : ""}
      decoding={address === original ? "async" : "auto"}
      className={LAYER}
      onFail={() => fail(address)}
    />
  ));
  return (
    <>
      {isLetterboxed(width / height) && (
        // Itself, blurred and dark, beside it.
        <img src={loadable[0]} alt="" className="picture-ground brightness-[0.35]" />
      )}
      {pictures}
    </>
  );
}

import { useState, type ReactNode } from "react";
import { useClock } from "#components/time/clock.ts";
import { useMoment } from "#components/time/moment.tsx";
import { LateOriginal } from "#components/playback/late-original.tsx";
import { Picture, TilePicture } from "#components/wall/picture.tsx";
import { toCondition, type Condition } from "#components/wall/tile-status.tsx";
import type { PastFrame } from "#lib/model/past.ts";
import { pictureAddress } from "#lib/model/routes.ts";
import { originalAddress, type WallTile } from "#lib/model/wall.ts";
import { Cell, type CellProps } from "./cell.tsx";
import { toZoomPicture, useZoomed } from "./zoomed.ts";

type Rest = Pick<CellProps, "named" | "without" | "onRemove"> & {
  /** Its picture is the enlarged one. */
  isZoomed: boolean;
  onZoom: () => void;
};

type LiveCellProps = Rest & {
  /** Null for a stream that is not on the wall. */
  tile: WallTile | null;
  /** The wall was read. */
  isKnown: boolean;
};

/** A compared stream now. */
export function LiveCell({ tile, isKnown, isZoomed, onZoom, ...rest }: LiveCellProps) {
  const condition = useClock((_now, asOf): Condition | "" => (tile === null ? "" : toCondition(tile, asOf)));
  const text = useMoment(tile?.time ?? 0);
  const original = tile?.original ? originalAddress(tile) : null;
  const picture = tile?.picture ? toZoomPicture(rest.named, tile, text, original) : null;
  const onEnlarge = useZoomed({ picture, version: toVersion(tile), isZoomed, onZoom });
  return (
    <Cell {...rest} at={null} condition={condition === "" ? null : condition} onEnlarge={onEnlarge}>
      {tile === null ? (
        <Empty>{isKnown ? "Stream not found" : "The bucket cannot be reached"}</Empty>
      ) : (
        <TilePicture tile={tile} label={rest.named.whole} isEager />
      )}
    </Cell>
  );
}

type PastCellProps = Rest & {
  /** ms since 1970 */
  moment: number;
  /** Null when there is none, undefined until it is read. */
  frame: PastFrame | null | undefined;
  /** The moment is neither dragged nor played. */
  isResting: boolean;
};

/** A compared stream at a moment of history. */
export function PastCell({ moment, frame: known, isResting, isZoomed, onZoom, ...rest }: PastCellProps) {
  // Until the moment is read, the picture of the last one stays, faded. The newest picture is of another time.
  const [last, setLast] = useState<PastFrame | null>(null);
  if (known !== undefined && known !== last) setLast(known);
  const frame = known === undefined ? last : known;
  const condition = known
    ? toCondition({ seen: known.time, ended: false, faults: known.faults }, moment)
    : null;
  const text = useMoment(frame?.time ?? 0);
  const isFaded = condition === null || condition === "offline" || condition === "off";
  const { stream } = rest.named.compared;
  const hasOriginal = isResting && typeof known?.original === "number";
  const original = hasOriginal
    ? pictureAddress(stream, { source: null, feed: known.feed }, known.time)
    : null;
  const picture = known ? toZoomPicture(rest.named, known, text, original) : null;
  const version = `${toVersion(known ?? null)} ${original ?? ""}`;
  const onEnlarge = useZoomed({ picture, version, isZoomed, onZoom });
  return (
    <Cell {...rest} at={moment} condition={known === null ? "off" : condition} onEnlarge={onEnlarge}>
      {frame === null ? (
        <Empty>{known === null ? "Off air" : "Loading"}</Empty>
      ) : (
        <>
          <Picture frame={frame} alt={`${rest.named.whole}, ${text}`} isEager isFaded={isFaded} />
          {hasOriginal && !isFaded && <LateOriginal stream={stream} frame={known} />}
        </>
      )}
    </Cell>
  );
}

function toVersion(frame: Pick<WallTile, "feed" | "time"> | null): string {
  return `${frame?.feed}/${frame?.time}`;
}

function Empty({ children }: { children: ReactNode }) {
  return <p className="grid aspect-video place-content-center p-4 text-center text-quiet">{children}</p>;
}

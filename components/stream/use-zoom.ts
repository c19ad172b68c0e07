import { useEffect, useEffectEvent } from "react";
import { useMoment } from "#components/time/moment.tsx";
import { openZoom, updateZoom, type ZoomPicture } from "#components/zoom/zoom.tsx";
import type { HistoryFrame } from "#lib/model/history.ts";
import { sizeAddress } from "#lib/model/routes.ts";

type ZoomParts = {
  readonly stream: string;
  readonly shown: HistoryFrame | null;
  readonly label: string;
  readonly step: (by: -1 | 1) => void;
};

/** Opens the picture over the whole window. An open one shows what the page shows. */
export function useZoom({ stream, shown, label, step }: ZoomParts) {
  const text = useMoment(shown?.time ?? 0);
  const toPicture = (): ZoomPicture | null =>
    shown && {
      src: shown.original ?? shown.preview,
      alt: `${label}, ${text}`,
      width: shown.width,
      height: shown.height,
      facts: [
        { label: "Picture", value: `${shown.width} × ${shown.height}` },
        { label: "Feed", value: shown.feed, copy: shown.feed },
      ],
      sizeAddress: shown.original === null ? undefined : sizeAddress(stream, shown.feed, shown.time),
      keys: { ArrowLeft: () => step(-1), ArrowRight: () => step(1) },
    };
  const show = (by: (picture: ZoomPicture) => void) => {
    const picture = toPicture();
    if (picture !== null) by(picture);
  };
  const update = useEffectEvent(() => show(updateZoom));
  useEffect(() => update(), [shown?.time, shown?.feed]);
  return { open: () => show(openZoom) };
}

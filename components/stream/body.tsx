import { useEffect, useState } from "react";
import { useConnectionStatus } from "#components/data/connection-status.tsx";
import { RateLimited } from "#components/data/fetch-json.ts";
import { useWall } from "#components/data/use-wall.ts";
import { latestMoment } from "#components/playback/moments.ts";
import { useClock } from "#components/time/clock.ts";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { findSteps } from "#lib/model/history.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import { ALL } from "#lib/model/selection.ts";
import { toState } from "#lib/model/state.ts";
import { toLabel, toTitle } from "#lib/model/stream-page.ts";
import { findTile } from "#lib/model/wall.ts";
import type { Moved } from "./deck.tsx";
import { Layout } from "./layout.tsx";
import type { StreamProps } from "./stream.tsx";
import { useMoves } from "./use-moves.ts";
import { toHistory, useNewest, useStream } from "./use-stream.ts";
import { useZoom } from "./use-zoom.ts";

/** The state of the page, and what its controls do. */
export function Body(props: StreamProps) {
  const data = useStream(props.initial);
  const { page, place, error } = data;
  const { stream, selection, at } = page;
  const history = toHistory(page);
  const shown = history?.shown ?? null;
  const live = useWall(page.wall, `/api/feeds?${toStreamQuery(stream, ALL)}`);
  const asOf = live.wall?.asOf ?? props.clocks.asOf;
  const tiles = live.wall?.tiles ?? [];
  const tile = findTile(tiles, selection);
  useNewest(data, live.status === "server-unreachable" ? null : (tile?.time ?? null));

  const { go, follow } = useMoves(data);
  const goTo = (time: number | null, isPushed?: boolean) => go({ stream, selection, at: time }, isPushed);
  const { earlier, later } = findSteps(history?.around ?? [], shown);
  const step = (by: -1 | 1) => {
    const next = by < 0 ? earlier : later;
    if (next !== undefined) goTo(next.time);
  };
  const [moved, setMoved] = useState<Moved | null>(null);
  const [onAir, setOnAir] = useState(props.onAir);

  const label = toLabel(page);
  const zoom = useZoom({ stream: page.stream, shown, label, step });
  const goLive = () => goTo(null);
  useShortcuts({
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Home: goLive,
    l: goLive,
    f: zoom.open,
  });
  const title = `${toTitle(label, at)} · Livewall`;
  useEffect(() => {
    document.title = title;
  }, [title]);

  const latest = useClock(latestMoment);
  const isOn = useClock((_now, then) => tile !== null && toState(tile, then) !== "offline");
  const status = useConnectionStatus(asOf, live.status);
  const isRefused = error instanceof RateLimited;
  return (
    <Layout
      {...props}
      {...{ data, go, tiles, tile, moved, onAir, zoom, label, asOf, isRefused }}
      onRetry={() => {
        live.retry();
        data.renew();
      }}
      // What the viewer has asked for does not come.
      outage={error !== null && !isRefused && status === "connected" ? "server-unreachable" : status}
      deck={{
        ...{ page, place, shown: shown?.time ?? null, isOn, latest },
        known: props.coverage,
        onGo: goTo,
        onStep: step,
        onFollow: (time) => follow({ stream, selection, at: time }),
        onMoved: setMoved,
        onOnAir: setOnAir,
      }}
    />
  );
}

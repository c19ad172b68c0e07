"use client";

import { useEffect, useState } from "react";
import { fetchPast } from "#components/data/fetch-past.ts";
import { Moment } from "#components/time/moment.tsx";
import type { PastFrame } from "#lib/model/past.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { DIM_IN_OUTAGE } from "./tile-frame.tsx";
import type { Condition } from "./tile-status.tsx";

type AttentionDetailsProps = {
  tile: WallTile;
  condition: Condition;
  /** When the alarm began, ms since 1970. */
  start: number;
};

/** Servers keep what they read of the last minutes for 20 s, perhaps from just before the picture was stored. */
const AGAIN_MS = 21_000;

const ignore = () => undefined;

const LOOK = "text-[0.8125rem]/5 text-quiet";

/** How a tile with an alarm looked before it. */
export function AttentionDetails({ tile, condition, start }: AttentionDetailsProps) {
  switch (condition) {
    case "black":
    case "damaged":
      return <LastGood key={`${tile.feed} ${start}`} tile={tile} start={start} />;
    case "frozen":
      return <Fact words="Same picture since" time={start} />;
    default:
      return tile.time !== null && <Fact words="Last picture" time={tile.time} />;
  }
}

function LastGood({ tile, start }: { tile: WallTile; start: number }) {
  /** Null if none is kept. */
  const [frame, setFrame] = useState<PastFrame | null>();
  const { stream, source, feed } = tile;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    async function load(isAgain = false) {
      const { frames } = await fetchPast({ streams: [stream], at: start - 1, stepMs: 0, count: 1 });
      const own = frames[stream]?.find(
        (one) => one.feed === feed || (one.source !== null && one.source === (source ?? "")),
      );
      if (!isCurrent) return;
      if (own === undefined && !isAgain) timer = setTimeout(() => void load(true).catch(ignore), AGAIN_MS);
      else setFrame(own?.faults.length === 0 ? own : null);
    }
    // Without an answer, the card has no more than this.
    load().catch(ignore);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [stream, source, feed, start]);
  if (frame === undefined) return null;
  if (frame === null) return <p className={LOOK}>No good picture kept</p>;
  return (
    <div className="flex items-center gap-2.5">
      <img
        src={frame.picture}
        alt=""
        width={80}
        height={45}
        decoding="async"
        className={`h-[2.8125rem] w-20 rounded bg-black object-contain ${DIM_IN_OUTAGE}`}
      />
      <Fact words="Last good picture" time={frame.time} />
    </div>
  );
}

function Fact({ words, time }: { words: string; time: number }) {
  return (
    <p className={LOOK}>
      {words}
      <br />
      <span className="font-medium whitespace-nowrap text-ink">
        <Moment time={time} short zoned />
      </span>
    </p>
  );
}

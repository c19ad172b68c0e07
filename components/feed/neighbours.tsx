"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { feedAddress } from "#lib/history/address.ts";
import { Icon, type IconName } from "#components/icon.tsx";
import { WayBack } from "./way-back.tsx";

/** A finger that moves further than this, and hardly up or down, turns the page. */
const SWIPE_PX = 80;

type NeighboursProps = { previous: string | null; next: string | null };

/** The ways back to the wall and on to the streams beside this one: links, the keys [ and ], and a swipe. */
export function Neighbours({ previous, next }: NeighboursProps) {
  const router = useRouter();
  useEffect(() => {
    const go = (stream: string | null) => {
      if (stream !== null) router.push(feedAddress(stream, null, null));
    };
    function onKey(event: KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (event.key === "[") go(previous);
      if (event.key === "]") go(next);
    }
    let start: Touch | null = null;
    function onTouchStart({ touches, target }: TouchEvent) {
      // What scrolls sideways by itself keeps its fingers.
      const isFree =
        target instanceof Element && target.closest("ol, input, textarea, [role=slider]") === null;
      start = isFree && touches.length === 1 ? (touches[0] ?? null) : null;
    }
    function onTouchEnd({ changedTouches: [end] }: TouchEvent) {
      if (start === null || end === undefined) return;
      const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
      start = null;
      if (Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(down))
        go(across < 0 ? next : previous);
    }
    addEventListener("keydown", onKey);
    addEventListener("touchstart", onTouchStart, { passive: true });
    addEventListener("touchend", onTouchEnd, { passive: true });
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("touchstart", onTouchStart);
      removeEventListener("touchend", onTouchEnd);
    };
  }, [router, previous, next]);
  return (
    <nav aria-label="Streams" className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-accent">
      <WayBack />
      {previous !== null && <Neighbour stream={previous} word="Previous" keys="[" icon="chevron-left" />}
      {next !== null && <Neighbour stream={next} word="Next" keys="]" icon="chevron-right" />}
    </nav>
  );
}

type NeighbourProps = { stream: string; word: string; keys: string; icon: IconName };

function Neighbour({ stream, word, keys, icon }: NeighbourProps) {
  return (
    <Link
      href={feedAddress(stream, null, null)}
      prefetch={false}
      aria-keyshortcuts={keys}
      title={`${stream} (${keys})`}
      className="underline"
    >
      {icon === "chevron-left" && <Icon name={icon} />}
      {word}
      {icon === "chevron-right" && <Icon name={icon} />}
    </Link>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

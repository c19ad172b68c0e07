import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { KeySheet } from "#components/wall/key-sheet.tsx";

/** Sent with the page, and not as code. */
const KEYS = [
  ["← →", "the frame before, or after"],
  ["Home", "the newest frame"],
  ["Space", "play or pause"],
  ["n N", "the next fault, or the one before"],
  ["[ ]", "the stream before, or after"],
  ["?", "these keys"],
  ["Esc", "close"],
] as const;

type StreamHeaderProps = {
  name: string;
  source: string | null;
  /** The address of the provider's player. */
  watch: string;
  state: ReactNode;
  share: ReactNode;
};

export function StreamHeader({ name, source, watch, state, share }: StreamHeaderProps) {
  return (
    <div className="mt-2 mb-4 flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0">
        <h1 dir="auto" className="text-left text-2xl font-semibold tracking-tight break-words">
          {name}
          {source !== null && <span className="ms-3 text-lg font-normal text-quiet">{source}</span>}
        </h1>
        {state}
      </div>
      <div className="flex flex-wrap items-start gap-2">
        {share}
        <a
          href={watch}
          target="_blank"
          rel="noreferrer"
          className="rounded-md border border-accent bg-accent px-3 py-1.5 text-sm font-medium text-page max-sm:order-first"
        >
          Watch live <Icon name="external-link" />
        </a>
        <div className="text-sm noscript:hidden">
          <KeySheet keys={KEYS} />
        </div>
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import { isPlain } from "#components/stream/place-link.tsx";
import { toPastWord } from "#components/playback/past-word.ts";
import { buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { ConditionMark, FRAMES, WORDS, type Condition } from "#components/wall/tile-status.tsx";
import type { Compared } from "#lib/model/compare-address.ts";
import { feedAddress } from "#lib/model/routes.ts";

/** A compared stream, as people read it. */
export type Named = {
  readonly compared: Compared;
  readonly name: string;
  /** What tells it from the other tiles of its stream; null for one of its own. */
  readonly source: string | null;
  /** Both. */
  readonly whole: string;
};

export type CellProps = {
  named: Named;
  /** The moment to open its page at, ms since 1970; null for now. */
  at: number | null;
  /** Null while nothing is known. */
  condition: Condition | null;
  /** The address of the comparison without it. */
  without: string;
  onRemove: () => void;
  /** Null where there is no picture. */
  onEnlarge: (() => void) | null;
  children: ReactNode;
};

/** A picture, and under it its state, name and source. */
export function Cell({ named, at, condition, without, onRemove, onEnlarge, children }: CellProps) {
  const { compared, name, source, whole } = named;
  const frame = condition === null ? undefined : FRAMES[condition];
  return (
    <article aria-label={whole} className="min-w-0">
      <div
        data-state={condition ?? "unknown"}
        onDoubleClick={onEnlarge ?? undefined}
        className="relative overflow-hidden rounded-lg bg-well in-data-stale:*:brightness-[0.45] in-data-stale:*:saturate-[0.6]"
      >
        {children}
        {frame !== undefined && (
          <div
            className={`pointer-events-none absolute inset-0 rounded-lg outline-3 -outline-offset-3 in-data-stale:outline-edge-strong! ${frame}`}
          />
        )}
      </div>
      <div className="flex min-h-11 items-center gap-x-2 pl-0.5 text-sm max-sm:flex-wrap">
        {condition !== null ? (
          <p className="flex shrink-0 items-center gap-1.5 text-quiet max-sm:[&>:last-child]:sr-only">
            <ConditionMark
              condition={condition}
              word={at === null ? WORDS[condition] : toPastWord(condition)}
            />
          </p>
        ) : (
          at !== null && <p className="shrink-0 text-quiet">Loading</p>
        )}
        <h2
          dir="auto"
          className="min-w-0 truncate text-left font-semibold max-sm:order-first max-sm:mt-1 max-sm:basis-full"
          title={compared.stream}
        >
          <a
            href={feedAddress(compared.stream, compared, at)}
            className="hover:underline pointer-coarse:inline-block pointer-coarse:py-3.5"
          >
            {name}
          </a>
        </h2>
        {source !== null && (
          <span dir="auto" className="shrink-0 rounded bg-well px-1.5 text-[0.8125rem] leading-5">
            {source}
          </span>
        )}
        {onEnlarge !== null && (
          <button
            type="button"
            aria-label={`Enlarge ${whole}`}
            data-tip="Enlarge"
            onClick={onEnlarge}
            className={`ml-auto shrink-0 max-sm:hidden noscript:hidden ${buttonLook("small", "quiet")}`}
          >
            <Icon name="zoom-in" isAlone />
          </button>
        )}
        <a
          href={without}
          aria-label={`Remove ${whole}`}
          data-tip="Remove"
          onClick={(event) => {
            if (!isPlain(event)) return;
            event.preventDefault();
            onRemove();
          }}
          className={`shrink-0 ${onEnlarge === null ? "ml-auto" : "max-sm:ml-auto"} ${buttonLook("small", "quiet")}`}
        >
          <Icon name="x" isAlone />
        </a>
      </div>
    </article>
  );
}

import type { ReactNode } from "react";
import { isPlain } from "#components/stream/place-link.tsx";
import { toPastWord } from "#components/playback/past-word.ts";
import { buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { ConditionMark, FRAMES, WORDS, type Condition } from "#components/wall/tile-status.tsx";
import { feedAddress } from "#lib/model/routes.ts";
import type { Named } from "./named.ts";

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
  const { compared, name, source, account, whole } = named;
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
            className={`pointer-events-none absolute inset-0 rounded-lg outline-[length:0.1875rem] [outline-offset:-0.1875rem] in-data-stale:outline-edge-strong! ${frame}`}
          />
        )}
      </div>
      <div className="flex min-h-11 items-center gap-x-2 pl-0.5 text-sm max-sm:text-[0.8125rem]/4.5">
        {/* Below a small picture, what tells it from others goes under a long name. */}
        <div className="relative flex min-w-0 grow items-center gap-x-2 self-stretch max-sm:flex-wrap max-sm:content-center">
          <div className="flex max-w-full min-w-0 items-center gap-x-2">
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
            <h2 dir="auto" className="min-w-0 truncate text-left font-semibold" title={compared.stream}>
              <a
                href={feedAddress(compared.stream, compared, at)}
                aria-label={whole === name ? undefined : whole}
                className="hover:underline pointer-coarse:after:absolute pointer-coarse:after:inset-0"
              >
                {name}
              </a>
            </h2>
          </div>
          {(source !== null || account !== null) && (
            <div className="flex max-w-full shrink-0 gap-x-2">
              {account !== null && <span className="shrink-0 text-quiet">{account}</span>}
              {source !== null && (
                <span
                  dir="auto"
                  className="truncate rounded bg-well px-1.5 text-[0.8125rem] leading-5 max-sm:leading-4.5"
                >
                  {source}
                </span>
              )}
            </div>
          )}
        </div>
        {onEnlarge !== null && (
          <button
            type="button"
            aria-label={`Enlarge ${whole}`}
            data-tip="Enlarge"
            onClick={onEnlarge}
            className={`shrink-0 max-sm:hidden noscript:hidden ${buttonLook("small", "quiet")}`}
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
          className={`shrink-0 max-sm:-ms-2 max-sm:-me-1 ${buttonLook("small", "quiet")}`}
        >
          <Icon name="x" isAlone />
        </a>
      </div>
    </article>
  );
}

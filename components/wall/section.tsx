"use client";

import { useId, useMemo, type ReactNode } from "react";
import { Count } from "#components/time/numbers.ts";
import { Icon } from "#components/ui/icon.tsx";
import { later } from "#components/ui/later.tsx";
import { toShownAccount } from "#lib/model/accounts.ts";
import type { AttentionCardProps } from "./attention-card.tsx";
import { Chunk, type Drawing } from "./chunk.tsx";
import { toChunks, toHeight, type Rows } from "./rows.ts";
import type { SectionName, WallSection } from "./sections.ts";
import { TileAge } from "./tile-status.tsx";
import { Tile } from "./tile.tsx";

const TITLES: Partial<Record<SectionName, string>> = {
  attention: "Need attention",
  favourites: "Favourites",
  live: "Live",
  offline: "Offline",
  all: "All streams",
};

/** About a screenful. */
const EAGER = 12;

/** Loaded where there is an alarm. Without their code, tiles take their places. */
const AttentionCard = later<AttentionCardProps>(() =>
  import("./attention-card.tsx").then(
    (code) => code.AttentionCard,
    () => PlainCard,
  ),
);

function PlainCard(props: AttentionCardProps) {
  return <Tile {...props} isNear isEager isFavourite={false} isHidden={false} />;
}

type SectionProps = {
  section: WallSection;
  drawing: Drawing;
  rows: Rows | null;
  isFirst: boolean;
  /** Draws cards in place of tiles. */
  isCards: boolean;
  isFolded: boolean;
  /** Unfolds it, or folds it. Null where that cannot be. */
  onFold: (() => void) | null;
};

/** A heading with its count, and the tiles under it. */
export function Section({ section, drawing, rows, isFirst, isCards, isFolded, onFold }: SectionProps) {
  const id = useId();
  const { name, title = TITLES[name], shown, above } = section;
  const chunks = useMemo(() => (isFolded ? [] : toChunks(shown, rows)), [isFolded, shown, rows]);
  const latest = name === "offline" ? shown.find(({ tile }) => tile.seen !== null)?.tile : undefined;
  return (
    <section aria-labelledby={id} className={onFold === null ? undefined : "wall-foldable"}>
      <div className="wall-heading">
        <h2 id={id}>
          {onFold === null ? (
            title
          ) : (
            <button type="button" aria-expanded={!isFolded} onClick={onFold}>
              <span className="-ms-1 me-1 noscript:hidden">
                <Icon name={isFolded ? "chevron-right" : "chevron-down"} />
              </span>
              {title}
            </button>
          )}
        </h2>
        <span>
          <Count of={shown.length + above} />
        </span>
        {above > 0 && (
          <span>
            <Count of={above} /> of them above, in Favourites
          </span>
        )}
        {latest !== undefined && (
          <span>
            Latest: {latest.name}, <TileAge tile={latest} /> ago
          </span>
        )}
      </div>
      {!isFolded && (
        <div role="list" aria-labelledby={id} className="wall-chunks">
          {isCards ? (
            <Cards section={section} sharedNames={drawing.sharedNames} />
          ) : (
            chunks.map((chunk, position) => (
              <Chunk
                key={position}
                {...drawing}
                shown={chunk}
                isFirst={position === 0}
                eager={isFirst && position === 0 ? EAGER : 0}
                height={rows === null || chunks.length === 1 ? null : toHeight(chunk.length, rows)}
              />
            ))
          )}
        </div>
      )}
    </section>
  );
}

type CardsProps = { section: WallSection; sharedNames: ReadonlySet<string> };

function Cards({ section: { shown }, sharedNames }: CardsProps): ReactNode {
  return (
    <div role="none" className="wall-cards">
      {shown.map(({ tile, sources }) => (
        <AttentionCard
          key={tile.id}
          tile={tile}
          sources={sources}
          account={toShownAccount(tile, sharedNames)}
        />
      ))}
    </div>
  );
}

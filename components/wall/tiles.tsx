"use client";

import { useDeferredValue, useMemo, useRef, useState } from "react";
import { findSharedNames } from "#lib/model/accounts.ts";
import type { View } from "#lib/model/view.ts";
import type { Wall } from "#lib/model/wall.ts";
import { dependsOnStates, listTiles } from "./filters.ts";
import { useKeptFocus, useTileShortcuts } from "./focus.ts";
import { Movement } from "./movement.tsx";
import { NoMatch } from "./notices.tsx";
import { toggleOpened, useOpened } from "./opened.ts";
import { arrange, usePersonal, type Personal } from "./personal.ts";
import { onUse } from "./on-use.tsx";
import type { ResultStatusProps } from "./result-status.tsx";
import { useRows } from "./rows.ts";
import { Section } from "./section.tsx";
import { divide, isFolded, type Divide } from "./sections.ts";
import { hasCards, toGridStyle } from "./tile-size.ts";
import type { TileComponent } from "./tile.tsx";
import { useLastTransition } from "./transitions.ts";

export type TilesProps = {
  all: Wall["tiles"];
  total: number;
  view: View;
  /** Shows hidden tiles too. */
  withHidden: boolean;
  onShowHidden: () => void;
};

const ResultStatus = onUse<ResultStatusProps>(() =>
  import("./result-status.tsx").then((code) => code.ResultStatus),
);

/** A phone shows at most so many tiles in one column. */
const FEW = 6;

type TilesParts = Omit<TilesProps, "total"> & {
  /** Draws each of them. */
  as: TileComponent;
  divideBy?: Divide;
};

/** The tiles of a view, in sections. */
export function Tiles({ as, divideBy = divide, all, view, withHidden, onShowHidden }: TilesParts) {
  const personal = usePersonal();
  const { sections, shown, hidden } = useSections(all, view, personal, withHidden, divideBy);
  const sharedNames = useMemo(() => findSharedNames(all), [all]);
  const isOpen = useOpened();
  const list = useRef<HTMLDivElement>(null);
  const drawn = sections.filter((section) => !isFolded(section, sections, view, isOpen));
  const tiles = drawn.reduce((sum, section) => sum + section.shown.length, 0);
  const longest = Math.max(0, ...drawn.map((section) => section.shown.length));
  const rows = useRows(list, view.size, longest);
  const focusHandlers = useKeptFocus(list, sections);
  const drawing = useMemo(() => ({ as, personal, sharedNames }), [as, personal, sharedNames]);
  const search = [view.q, view.state, view.group, view.only, view.hide].join("\n");
  const [opened] = useState(search);
  useTileShortcuts();
  const isFoldable = view.q === "" && view.state !== "offline" && sections.length > 1;
  return (
    <>
      {search !== opened && <ResultStatus view={view} count={shown} search={search} />}
      {sections.length === 0 ? (
        <NoMatch view={view} hidden={hidden} onShowHidden={onShowHidden} />
      ) : (
        <div
          ref={list}
          style={toGridStyle(drawn, sections.length - drawn.length, view.size)}
          className={`wall ${view.size === null ? "wall-auto" : ""} ${tiles <= FEW ? "wall-few" : ""} ${tiles === 1 ? "wall-single" : ""} ${view.at === null ? "" : "wall-past"}`}
          data-with-hidden={withHidden || undefined}
          {...focusHandlers}
        >
          <Movement order={sections}>
            {sections.map((section, place) => (
              <Section
                key={section.name}
                section={section}
                drawing={drawing}
                rows={rows}
                isFirst={place === 0}
                isCards={hasCards(section, drawn)}
                isFolded={!drawn.includes(section)}
                onFold={section.name === "offline" && isFoldable ? toggleOpened : null}
              />
            ))}
          </Movement>
        </div>
      )}
    </>
  );
}

/** The tiles to draw. They are deferred, so that thousands of them do not delay the viewer's input. */
function useSections(
  all: Wall["tiles"],
  view: View,
  personal: Personal,
  withHidden: boolean,
  divideBy: Divide,
) {
  const transition = useLastTransition(all);
  const time = dependsOnStates(view) ? transition : 0;
  // Not with the size: a slider that is dragged sorts nothing anew.
  const { q, state, sort, group, only, hide, at } = view;
  const isPast = at !== null;
  const found = useMemo(() => {
    const chosen: View = { q, state, sort, group, only, hide, size: null, at: isPast ? 0 : null };
    const matching = listTiles(all, chosen, time);
    const wanted = arrange(matching, personal, true, only);
    const shown = arrange(wanted, personal, withHidden);
    const sections = divideBy(shown, chosen, personal.favourites, time);
    return { sections, shown: shown.length, hidden: wanted.length - shown.length };
  }, [all, q, state, sort, group, only, hide, isPast, time, personal, withHidden, divideBy]);
  return useDeferredValue(found);
}

"use client";

import type { MouseEventHandler } from "react";
import { toggleCompared } from "#components/compare/selection.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { leaveTile } from "./tile-keys.ts";
import { hideTile } from "./tile-commands.ts";
import { toggle } from "./personal.ts";

/** A tile, and what its viewer chose for it. */
export type TileChoice = {
  readonly id: string;
  /** In words. */
  readonly name: string;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  readonly isCompared: boolean;
};

/**
 * Buttons of a tile, at the corner of its picture: from there, the star first, so that the star of a favourite, which alone
 * is always visible, leaves no hole. Touch screens have them in the menu of a long press.
 */
export function TileActions({ tile: { id, name, isFavourite, isHidden, isCompared } }: { tile: TileChoice }) {
  return (
    <div className="absolute top-2 right-2 flex flex-row-reverse gap-1 noscript:hidden">
      <Action
        label={`Favourite ${name}`}
        title={`${isFavourite ? "Remove from" : "Add to"} favourites ( f )`}
        isOn={isFavourite}
        onClick={() => toggle("favourites", id)}
        icon={isFavourite ? "filled-star" : "star"}
      />
      <Action
        label={`Compare ${name}`}
        title="Compare (Shift and click)"
        isOn={isCompared}
        onClick={() => toggleCompared(id)}
        icon="columns-2"
      />
      <Action
        label={`Hide ${name}`}
        title={`${isHidden ? "Show again" : "Hide"} ( h )`}
        isOn={isHidden}
        onClick={(event) => {
          // Only for a click by key: a pointer needs no focus.
          if (event.detail === 0 && !isHidden) leaveTile(event.currentTarget);
          hideTile(id, name);
        }}
        icon={isHidden ? "eye" : "eye-off"}
      />
    </div>
  );
}

type ActionProps = {
  label: string;
  title: string;
  isOn: boolean;
  onClick: MouseEventHandler;
  icon: IconName;
};

function Action({ label, title, isOn, onClick, icon }: ActionProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      data-tip={title}
      onClick={onClick}
      className="grid size-8 place-content-center rounded-lg bg-black/65 text-white opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:outline-white motion-safe:transition-opacity forced-colors:aria-pressed:bg-[Highlight]! pointer-coarse:hidden"
    >
      <Icon name={icon} isAlone />
    </button>
  );
}

"use client";

import type { MouseEventHandler } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { leaveTile } from "./focus.ts";
import { toggle } from "./personal.ts";

type TileActionsProps = { id: string; name: string; isFavourite: boolean; isHidden: boolean };

/** Buttons of a tile. They are hidden until the viewer points at the tile, except the star of a favourite. */
export function TileActions({ id, name, isFavourite, isHidden }: TileActionsProps) {
  return (
    <div className="absolute top-2 right-2 flex gap-1.5 noscript:hidden">
      <Action
        label={`Favourite ${name}`}
        title="Keep on top ( f )"
        isOn={isFavourite}
        onClick={() => toggle("favourites", id)}
        icon="star"
      />
      <Action
        label={`Hide ${name}`}
        title={isHidden ? "Show again ( h )" : "Hide ( h )"}
        isOn={isHidden}
        onClick={(event) => {
          // Only for a click by key: a pointer needs no focus.
          if (event.detail === 0 && !isHidden) leaveTile(event.currentTarget);
          toggle("hidden", id);
        }}
        icon="eye-off"
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
      title={title}
      onClick={onClick}
      className="grid size-8 place-content-center rounded-full bg-black/65 text-white opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:outline-white aria-pressed:bg-amber-400 aria-pressed:text-black aria-pressed:opacity-100 motion-safe:transition-opacity forced-colors:aria-pressed:bg-[Highlight]! [@media(hover:none)]:opacity-100"
    >
      <Icon name={icon} isAlone />
    </button>
  );
}

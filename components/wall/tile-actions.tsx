"use client";

import type { ReactNode } from "react";
import { toggle } from "./personal.ts";

type TileActionsProps = { id: string; name: string; isFavourite: boolean; isHidden: boolean };

/** What a viewer may do with a tile; out of sight until the tile is looked at, but for a favourite's star. */
export function TileActions({ id, name, isFavourite, isHidden }: TileActionsProps) {
  return (
    <div className="absolute top-2 right-2 flex gap-1.5 noscript:hidden">
      <Action
        label={`Favourite ${name}`}
        title="Keep on top ( f )"
        isOn={isFavourite}
        onClick={() => toggle("favourites", id)}
      >
        <path d="m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3l-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z" />
      </Action>
      <Action
        label={`Hide ${name}`}
        title={isHidden ? "Show again ( h )" : "Hide ( h )"}
        isOn={isHidden}
        onClick={() => toggle("hidden", id)}
      >
        <path d="M4 4l16 16M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      </Action>
    </div>
  );
}

type ActionProps = { label: string; title: string; isOn: boolean; onClick: () => void; children: ReactNode };

function Action({ label, title, isOn, onClick, children }: ActionProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      title={title}
      onClick={onClick}
      className="grid size-8 cursor-pointer place-content-center rounded-full bg-black/65 text-white opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:outline-white aria-pressed:opacity-100 motion-safe:transition-opacity [@media(hover:none)]:opacity-100"
    >
      <svg
        aria-hidden
        viewBox="0 0 24 24"
        className={`size-4.5 stroke-current stroke-2 ${isOn ? "fill-current" : "fill-none"}`}
      >
        {children}
      </svg>
    </button>
  );
}

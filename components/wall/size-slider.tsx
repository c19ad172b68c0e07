"use client";

import { useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { SIZES } from "#lib/model/view.ts";

type SizeProps = { size: number | null; onSize: (size: number | null) => void; className?: string };

/** About the width of a tile that the viewer has not chosen, in px. */
const FITTED = 300;

function tileWidth(): number {
  return document.querySelector(".wall-grid > [data-tile]")?.clientWidth ?? FITTED;
}

/** The width of tiles. Until the viewer chooses one, the slider begins where the tiles are. */
export function SizeSlider({ size, onSize, className = "" }: SizeProps) {
  const [fitted, setFitted] = useState(FITTED);
  const shown = size ?? fitted;
  const measure = () => setFitted(tileWidth());
  return (
    <label
      data-tip="Tile size (− +)"
      className={`flex items-center gap-2 text-lg text-quiet noscript:hidden ${className}`}
    >
      <Icon name="grid-3x3" isAlone />
      <input
        type="range"
        {...SIZES}
        aria-label="Tile size"
        aria-valuetext={size === null ? "Auto" : `${size} pixels`}
        onPointerEnter={measure}
        onFocus={measure}
        value={Math.min(SIZES.max, shown)}
        onChange={({ target }) => onSize(target.valueAsNumber)}
        className="min-w-0 grow accent-ink pointer-coarse:min-h-11"
      />
      <Icon name="square" isAlone />
    </label>
  );
}

/** Changes the width of tiles by key. */
export function useSizeKeys({ size, onSize }: SizeProps): void {
  const step = (by: number) => {
    const width = size ?? tileWidth();
    const next = Math.round(width / SIZES.step + by) * SIZES.step;
    onSize(Math.min(SIZES.max, Math.max(SIZES.min, next)));
  };
  useShortcuts({ "-": () => step(-1), "+": () => step(1), "0": () => onSize(null) });
}

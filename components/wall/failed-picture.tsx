"use client";

import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

export type FailedPictureProps = { onRetry: () => void };

/** Stands in the place of a picture that did not load. */
export function FailedPicture({ onRetry }: FailedPictureProps) {
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-1 overflow-hidden bg-well p-2 text-center text-sm text-quiet">
      <Icon name="image-off" isAlone />
      <p>Picture did not load</p>
      {/* Above the link of its tile. */}
      <Button onClick={onRetry} className="relative z-1">
        Retry
      </Button>
    </div>
  );
}

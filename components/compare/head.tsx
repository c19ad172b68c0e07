import type { ReactNode, RefObject } from "react";
import { copy } from "#components/stream/copy.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { showToast } from "#components/ui/toast.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { readPlace } from "#components/wall/place.ts";
import { useFullScreen } from "#components/zoom/use-full-screen.ts";
import type { Compared } from "#lib/model/compare-address.ts";
import { MAX_COMPARED, toTileId } from "#lib/model/compare.ts";
import { setCompared } from "./selection.ts";

type HeadProps = {
  /** What fills the screen. */
  page: RefObject<HTMLElement | null>;
  tiles: readonly Compared[];
  /** The address of the shown streams and moment. */
  address: string;
  /** The list of keys. */
  keys: ReactNode;
};

/** The ways to the wall and to others. */
export function Head({ page, tiles, address, keys }: HeadProps) {
  const { isFull, toggle } = useFullScreen(page);
  useShortcuts({ f: () => toggle?.(), F: () => toggle?.() });
  const place = useHydrated() ? readPlace() : null;
  const wall = place?.address ?? "/";
  async function copyLink() {
    if (!(await copy(location.origin + address, "Link copied")))
      showToast("The browser blocks copying. Copy the link from the address bar.");
  }
  return (
    <header className="flex min-h-15 items-center gap-x-1 border-b border-edge px-4 sm:gap-x-2 sm:px-6">
      <a href={wall} className={`-ml-2.5 ${buttonLook("small", "quiet")}`}>
        <Icon name="arrow-left" /> <span className="max-[22rem]:sr-only">Wall</span>
      </a>
      <h1 className="ml-1 font-semibold">Compare</h1>
      <p className="text-sm whitespace-nowrap text-quiet tabular-nums max-[24rem]:sr-only">
        {tiles.length} of {MAX_COMPARED}
      </p>
      {tiles.length < MAX_COMPARED && (
        <a
          href={wall}
          aria-label="Add stream"
          onClick={() => setCompared(tiles.map(toTileId))}
          className={`ml-1 ${buttonLook("small", "quiet")}`}
        >
          <Icon name="plus" /> <span className="max-sm:sr-only">Add stream</span>
        </a>
      )}
      <Button
        look="quiet"
        aria-label="Copy link"
        onClick={() => void copyLink()}
        className="ml-auto noscript:hidden"
      >
        <Icon name="link" /> <span className="max-sm:sr-only">Copy link</span>
      </Button>
      {toggle !== null && (
        <Button
          look="quiet"
          aria-label={isFull ? "Leave full screen" : "Full screen"}
          aria-keyshortcuts="F"
          data-tip={`${isFull ? "Leave full screen" : "Full screen"} ( F )`}
          onClick={toggle}
        >
          <Icon name={isFull ? "minimize" : "maximize"} isAlone />
        </Button>
      )}
      {keys}
    </header>
  );
}

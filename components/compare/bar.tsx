import { createRoot, type Root } from "react-dom/client";
import { useNumbers } from "#components/time/numbers.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { compareAddress } from "#lib/model/compare-address.ts";
import { fromTileId } from "#lib/model/compare.ts";
import { parseMoment } from "#lib/model/parameters.ts";
import { setCompared, useCompared } from "./selection.ts";

let root: Root | null = null;

/** Shows the bar while anything is chosen. It is drawn apart from the wall, which loads none of its code. */
export function show(): void {
  if (root !== null) return;
  const place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
  root.render(<Bar />);
}

function Bar() {
  const ids = useCompared();
  const write = useNumbers();
  const tiles = ids.flatMap((id) => fromTileId(id) ?? []);
  if (tiles.length === 0) return null;
  return (
    <section
      aria-label="Compare"
      className="fixed inset-x-0 bottom-[calc(max(1rem,var(--toast-bottom,0px))+3.5rem)] z-30 mx-auto flex w-max max-w-[calc(100vw-1rem)] items-center gap-2 rounded-xl border border-edge bg-surface py-1.5 pr-1.5 pl-4 text-sm shadow-xl motion-safe:animate-[appear_120ms_ease-out] sm:bottom-[max(1rem,var(--toast-bottom,0px))]"
    >
      <span role="status" className="tabular-nums">
        {write(tiles.length)} chosen
      </span>
      <a
        href={compareAddress(tiles, null)}
        onClick={({ currentTarget }) => {
          // The wall may show a moment of history.
          const at = parseMoment(new URLSearchParams(location.search).get("at"));
          currentTarget.href = compareAddress(tiles, at);
        }}
        className={buttonLook("small", "primary")}
      >
        <Icon name="columns-2" /> Compare
      </a>
      <Button look="quiet" onClick={() => setCompared([])}>
        Clear
      </Button>
    </section>
  );
}

import type { MouseEvent, ReactNode } from "react";
import { buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { goBackTo, readPlace } from "#components/wall/place.ts";
import { compareAddress } from "#lib/model/compare-address.ts";
import type { StreamPlace } from "#lib/model/stream-page.ts";
import { isPlain } from "./place-link.tsx";

/** The way to the wall, and what can be done with the page. */
export function Header({ children }: { children: ReactNode }) {
  return (
    <header className="flex items-center justify-between gap-2 border-b border-edge px-4 py-2 sm:px-6 lg:py-3 sm:max-lg:landscape:py-0.5">
      <WallLink />
      <div className="-me-3 flex items-center gap-1">{children}</div>
    </header>
  );
}

/** Leads to the wall: to the view and the place that the viewer came from, if there is one. */
function WallLink() {
  const place = useHydrated() ? readPlace() : null;
  function go(event: MouseEvent) {
    if (place !== null && isPlain(event) && goBackTo(place)) event.preventDefault();
  }
  return (
    // Another document, so that the browser restores the place on it.
    <a
      href={place?.address ?? "/"}
      onClick={go}
      className={`-ms-2.5 gap-1.5 ${buttonLook("small", "quiet")} text-[0.9375rem]`}
    >
      <Icon name="arrow-left" /> Wall
    </a>
  );
}

/** Leads to the comparison of this stream with others. */
export function CompareLink({ of: { stream, selection }, at }: { of: StreamPlace; at: number | null }) {
  return (
    <a
      href={compareAddress([{ stream, ...selection }], at)}
      className={`gap-1.5 ${buttonLook("small", "quiet")}`}
    >
      <Icon name="columns-2" /> <span className="max-sm:sr-only">Compare</span>
    </a>
  );
}

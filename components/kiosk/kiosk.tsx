"use client";

import { useEffect } from "react";
import { useWall } from "#components/data/use-wall.ts";
import { PageTime } from "#components/time/clock.ts";
import { showToast } from "#components/ui/toast.tsx";
import type { KioskOptions } from "#lib/model/kiosk.ts";
import { parseMoment } from "#lib/model/parameters.ts";
import { viewAddress, type View } from "#lib/model/view.ts";
import { BAR } from "./bar.tsx";
import { KioskClock } from "./clock.tsx";
import { useAutoReload, useWakeLock } from "./keep-alive.ts";
import { KioskNotice } from "./lazy-notice.tsx";
import { KioskScreen } from "./screen.tsx";
import type { InitialKiosk } from "./tiles.ts";

type KioskProps = {
  initial: InitialKiosk;
  view: View;
  options: KioskOptions;
  /** Opened by a link, and perhaps in part. */
  isPrivate: boolean;
};

/** The wall for a screen without a viewer's input: as many tiles as fit best, page after page. */
export function Kiosk({ initial, view, options, isPrivate }: KioskProps) {
  const { wall, status, retry } = useWall(initial.wall);
  const isInitial = wall === initial.wall;
  const total = isInitial ? initial.total : (wall?.tiles.length ?? 0);
  useWakeLock();
  useAutoReload(status === "server-unreachable");
  useHistoryNote(view);
  return (
    <PageTime value={initial.wall}>
      {wall === null || total === 0 ? (
        <div data-theme={options.theme} className="flex h-window flex-col overflow-hidden bg-page text-ink">
          <main className="flex min-h-0 flex-1">
            <h1 className="sr-only">Livewall</h1>
            <KioskNotice
              reason={wall === null ? "unreachable" : isPrivate ? "private" : "empty"}
              view={view}
              onRetry={retry}
            />
          </main>
          <footer className={BAR}>{options.clock !== "off" && <KioskClock zone={options.clock} />}</footer>
        </div>
      ) : (
        <KioskScreen
          wall={wall}
          view={view}
          options={options}
          status={status}
          onRetry={retry}
          initial={isInitial ? initial : null}
        />
      )}
    </PageTime>
  );
}

/** Tells a viewer who asked for a moment that a kiosk shows now. The page is the same for all moments, so the browser does. */
function useHistoryNote(view: View): void {
  useEffect(() => {
    const at = new URLSearchParams(location.search).get("at");
    if (at === null) return;
    const address = viewAddress({ ...view, at: parseMoment(at) });
    showToast("This is live. History is on the wall.", {
      label: "Wall",
      run: () => location.assign(address),
    });
  }, [view]);
}

import { useEffect } from "react";
import { useClock } from "#components/time/clock.ts";
import { TimeOfDay } from "#components/time/time-of-day.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Clocks } from "#lib/model/wall.ts";

export type ConnectionStatus = "connected" | "server-unreachable" | "store-unreachable";

/** Three missed polls, or a store that has not answered for as long. */
const OUTDATED_MS = 10_000;

/** Tells if a wall is too old to be called live. */
export function isOutdated({ asOf, now }: Clocks): boolean {
  return now - asOf > OUTDATED_MS;
}

/** The status to show: an outage counts once the wall is outdated. */
export function useConnectionStatus(asOf: number, status: ConnectionStatus): ConnectionStatus {
  return useClock((now) => isOutdated({ asOf, now })) ? status : "connected";
}

/** Marks the page in an outage (`in-data-stale:` in classes): pictures are dimmed, and nothing alarms. */
export function useOutageMark(isOutage: boolean): void {
  useEffect(() => {
    if (!isOutage) return;
    const { dataset } = document.documentElement;
    dataset.stale = "";
    return () => {
      delete dataset.stale;
    };
  }, [isOutage]);
}

/** The text of an outage; empty while connected. */
export function ConnectionText({ asOf, status }: { asOf: number; status: ConnectionStatus }) {
  if (status === "connected") return null;
  const time = <TimeOfDay time={asOf} zoned />;
  return status === "server-unreachable" ? (
    <>No data since {time}. Reconnecting…</>
  ) : (
    <>The bucket cannot be reached. Showing {time}.</>
  );
}

type ConnectionBannerProps = {
  asOf: number;
  status: ConnectionStatus;
  /** Polls at once. */
  onRetry?: () => void;
  className?: string;
};

/** Tells of an outage, and of nothing else. While connected it is empty, so that screen readers notice when it gets a text. */
export function ConnectionBanner({ asOf, status: current, onRetry, className = "" }: ConnectionBannerProps) {
  const status = useConnectionStatus(asOf, current);
  const isOutage = status !== "connected";
  return (
    <div className={isOutage ? `outage-banner ${className}` : undefined}>
      {isOutage && (
        <span className="max-sm:hidden">
          <Icon name="unplug" />
        </span>
      )}
      <p role="status" className="min-w-0 grow">
        <ConnectionText asOf={asOf} status={status} />
      </p>
      {isOutage && onRetry !== undefined && (
        <button type="button" onClick={onRetry} className="outage-retry">
          <Icon name="rotate-cw" />
          <span className="max-sm:sr-only">Retry</span>
        </button>
      )}
    </div>
  );
}

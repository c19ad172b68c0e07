import { useClock } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
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

/** The text of an outage; empty while connected. */
export function ConnectionText({ asOf, status }: { asOf: number; status: ConnectionStatus }) {
  if (status === "connected") return null;
  const time = <Moment time={asOf} short />;
  return status === "server-unreachable" ? (
    <>No data since {time}. Reconnecting…</>
  ) : (
    <>The bucket cannot be reached. Showing {time}.</>
  );
}

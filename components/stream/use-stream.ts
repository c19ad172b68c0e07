import { useEffect, useEffectEvent, useState } from "react";
import useSWR from "swr";
import { fetchJson, RateLimited } from "#components/data/fetch-json.ts";
import { retryDelay } from "#components/data/poll-policy.ts";
import { serverNow } from "#components/time/clock.ts";
import { momentAddress } from "#lib/model/routes.ts";
import { parseStreamPage, type StreamPage, type StreamPlace } from "#lib/model/stream-page.ts";

/** Asks again so long before the first signed address expires: the store may be unreachable meanwhile. */
const MARGIN_MS = 60_000;
const RENEW_MS = { min: 8_000, max: 10 * 60_000 };
/** A new answer may lack the newest frame: a server lists a stream's history every two seconds at most. */
const RETRY_MS = [2_500, 10_000];

export type StreamData = {
  /** Of the last place whose data is there. */
  readonly page: StreamPage;
  /** The place that was asked for. */
  readonly place: StreamPlace;
  readonly load: (place: StreamPlace) => void;
  readonly renew: () => void;
  /** Why the place could not be loaded; it is tried again. */
  readonly error: Error | null;
};

/** A stream's page as data. It begins with the server's. In an outage the page stays and asks again. */
export function useStream(initial: StreamPage): StreamData {
  const [place, setPlace] = useState(() => toPlace(initial));
  const address = momentAddress(place.stream, place.selection, place.at);
  const { data, error, mutate } = useSWR<StreamPage, Error>(address, load, {
    fallbackData: initial,
    keepPreviousData: true,
    revalidateOnMount: initial.history === null || initial.history === "busy",
    revalidateOnFocus: false,
    onErrorRetry: (reason, _key, _config, revalidate, { retryCount }) => {
      const afterMs = reason instanceof RateLimited ? reason.afterMs : retryDelay(retryCount);
      setTimeout(() => void revalidate({ retryCount }), afterMs);
    },
  });
  const page = data ?? initial;
  const renew = () => void mutate();
  const onDue = useEffectEvent(renew);
  useEffect(() => {
    const leftMs = (toHistory(page)?.until ?? Infinity) - serverNow() - MARGIN_MS;
    const timer = setTimeout(() => onDue(), Math.max(RENEW_MS.min, Math.min(leftMs, RENEW_MS.max)));
    return () => clearTimeout(timer);
  }, [page]);
  return { page, place, load: setPlace, renew, error: error ?? null };
}

/** Renews a page about now once there is a newer frame. @param newest the time of the wall's; null while unknown */
export function useNewest({ page, renew }: StreamData, newest: number | null): void {
  const isNewer = page.at === null && newest !== null && newest > (toHistory(page)?.shown?.time ?? 0);
  const time = isNewer ? newest : null;
  const onNewer = useEffectEvent(renew);
  useEffect(() => {
    if (time === null) return;
    onNewer();
    const timers = RETRY_MS.map((delay) => setTimeout(() => onNewer(), delay));
    return () => timers.forEach(clearTimeout);
  }, [time]);
}

/** The history of a page; null while it could not be read. */
export function toHistory({ history }: StreamPage) {
  return history === "busy" ? null : history;
}

async function load(address: string): Promise<StreamPage> {
  return parseStreamPage(await fetchJson(address));
}

function toPlace({ stream, selection, at }: StreamPlace): StreamPlace {
  return { stream, selection, at };
}

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { serverNow } from "#components/time/clock.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { isEntry, type StreamPlace } from "#lib/model/stream-page.ts";
import type { StreamData } from "./use-stream.ts";

/** Goes to a place. @param isPushed makes an entry of the browser's history in any case */
export type Go = (to: StreamPlace, isPushed?: boolean) => void;

type Moves = {
  readonly go: Go;
  /** Goes where a timeline came to rest, unless the page goes elsewhere by then. */
  readonly follow: (to: StreamPlace) => void;
};

/**
 * Goes to other moments and streams: the address changes at once, and the data follow. Far moves are entries of the
 * browser's history.
 */
export function useMoves({ place, load }: StreamData): Moves {
  const [places] = useState(() => new Map<string, StreamPlace>());
  /** Where the page was sent last. A timer may run before that is drawn. */
  const sent = useRef(place);
  const send = (to: StreamPlace) => {
    sent.current = to;
    load(to);
  };
  const restore = useEffectEvent((address: string) => {
    const to = places.get(address);
    if (to !== undefined) send(to);
    // An entry from before the document was reloaded.
    else location.reload();
  });
  const note = useEffectEvent(() => places.set(location.pathname + location.search, place));
  useEffect(() => {
    note();
    const onPopState = () => restore(location.pathname + location.search);
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);

  const move = ({ stream, selection, at }: StreamPlace, isPushed: boolean) => {
    const to = { stream, selection, at };
    const address = addressOf(to);
    places.set(address, to);
    history[isPushed ? "pushState" : "replaceState"](null, "", address);
    send(to);
  };
  const follow = (to: StreamPlace) => {
    if (sent.current === place) move(to, false);
  };
  const go: Go = (to, isPushed = false) => {
    move(to, isPushed || isEntry(place, to, serverNow()));
    if (to.stream !== place.stream) scrollTo(0, 0);
  };
  return { go, follow };
}

/** The address of a place. */
export function addressOf({ stream, selection, at }: StreamPlace): string {
  return feedAddress(stream, selection, at);
}

/**
 * A timeline and the page it is on. A moment that is chosen on the timeline is shown at once, and the page follows once
 * the timeline rests: its address, and the frames around the moment. A page that goes elsewhere takes the timeline with it.
 *
 * - `idle`: the page's own moment is shown
 * - `paused`: a chosen moment is shown, and the page will follow
 * - `playing`: the moment moves on
 * - `leaving`: the page is sent to an address, and has not arrived
 */
export type Playback = {
  readonly state: "idle" | "paused" | "playing" | "leaving";
  /** The chosen moment, ms since 1970; null while idle. */
  readonly moment: number | null;
  /** The address of the page. */
  readonly here: string;
  /** The address that the page was sent to; null once it is there. */
  readonly sentTo: string | null;
};

export type PlaybackAction =
  /** The viewer chooses a moment. */
  | { readonly type: "move"; readonly moment: number }
  /** The viewer presses play or pause. */
  | { readonly type: "toggle"; readonly moment: number }
  /** Playing comes to its next moment. */
  | { readonly type: "advance"; readonly moment: number }
  /** Playing comes to the newest moment. */
  | { readonly type: "end" }
  /** The page is sent to the address of the moment that is shown. */
  | { readonly type: "follow"; readonly to: string }
  /** The viewer goes elsewhere, by a link or a key. */
  | { readonly type: "leave"; readonly to: string }
  /** The page is at another address. */
  | { readonly type: "arrive"; readonly here: string };

/** @param moment to begin at, if it is not the page's own */
export function startPlayback(here: string, moment: number | null = null): Playback {
  return { state: moment === null ? "idle" : "paused", moment, here, sentTo: null };
}

export function reducePlayback(playback: Playback, action: PlaybackAction): Playback {
  const { state, sentTo } = playback;
  const isPlaying = state === "playing";
  switch (action.type) {
    case "move":
      return { ...playback, state: isPlaying ? "playing" : "paused", moment: action.moment };
    case "toggle":
      return { ...playback, state: isPlaying ? "paused" : "playing", moment: action.moment };
    case "advance":
      return isPlaying ? { ...playback, moment: action.moment } : playback;
    case "end":
      return isPlaying ? { ...playback, state: "paused" } : playback;
    case "follow":
      return isPlaying ? { ...playback, sentTo: action.to } : sendTo(playback, action.to);
    case "leave":
      return sendTo(playback, action.to);
    case "arrive": {
      const staysMoved = action.here === sentTo && (isPlaying || state === "paused");
      return staysMoved ? { ...playback, here: action.here, sentTo: null } : startPlayback(action.here);
    }
  }
}

function sendTo(playback: Playback, to: string): Playback {
  if (to === playback.here) return startPlayback(to);
  return { ...playback, state: playback.state === "idle" ? "idle" : "leaving", sentTo: to };
}

/** How long a presigned URL stays the same, so that the browser's cache can work. */
export const SIGNING_WINDOW_SECONDS = 15 * 60;

/** On a gated wall: a URL opens its picture to whoever has it, so it soon ends. */
export const PRIVATE_WINDOW_SECONDS = 4 * 60;

/** A URL handed out at the very end of its window still lives one whole window. */
export function lifetimeSeconds(windowSeconds: number): number {
  return 2 * windowSeconds;
}

/**
 * The instant at which the URL of a key is signed, ms since 1970: `now` floored to the key's window.
 * The windows of different keys start at different seconds, so that a wall does not change every URL at once.
 */
export function signingInstant(key: string, now: number, windowSeconds: number): number {
  const windowMs = windowSeconds * 1000;
  const startMs = (hash(key) % windowSeconds) * 1000;
  return Math.floor((now - startMs) / windowMs) * windowMs + startMs;
}

/** FNV-1a, 32 bits: even enough to spread window starts. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

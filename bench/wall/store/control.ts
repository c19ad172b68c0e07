/** What the benchmark tells its store, over the channel to its process. */
export type Order =
  | { readonly kind: "world"; readonly feeds: number; readonly history: number; readonly live: boolean }
  | { readonly kind: "turn" }
  | { readonly kind: "counts" };

/** Requests since the process began; of pictures by whoever had a presigned URL, of the rest by servers. */
export type Counts = {
  readonly list: number;
  readonly put: number;
  readonly delete: number;
  readonly get: number;
  readonly picture: number;
};

/** Where the store finds its pictures: `<n>.jpg` and `<n>.webp`. */
export const PICTURES = 12;
const ACCOUNT = "BENCH";
/** From one frame of a feed to its next, at the provider. */
export const FRAME_MS = 30_000;

export function streamOf(position: number) {
  return { account: ACCOUNT, name: `camera-${String(position).padStart(5, "0")}` };
}

export function feedOf(position: number): string {
  return `feed-${String(position).padStart(5, "0")}`;
}

/** Which of the pictures a frame is: another one each time, and the same for whoever asks. */
export function pictureAt(position: number, time: number): number {
  return (position + Math.floor(time / FRAME_MS)) % PICTURES;
}

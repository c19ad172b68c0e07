/** An average frame, and one every 30 seconds. */
const FRAME_BYTES = 111_000;
const FRAMES_A_DAY = 2_880;
/** AWS S3 Standard, us-east-1, US dollars for 10⁹ bytes and month. */
const STORAGE_PRICE = 0.023;

/** An estimate of what the originals of so many days cost to store, per feed and month, by AWS list prices. */
export function logPrice(days: number): string {
  return `$${((FRAME_BYTES * FRAMES_A_DAY * days * STORAGE_PRICE) / 1e9).toFixed(2)}`;
}

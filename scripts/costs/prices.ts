/** The prices of an object store, in US dollars, without discounts, free tiers and lower steps for large amounts. */
export type Prices = {
  readonly store: string;
  /** For a thousand requests each. */
  readonly put: number;
  readonly list: number;
  readonly get: number;
  /** For a GB (10⁹ bytes) kept for a month. */
  readonly storage: number;
  /** For a GB to the internet. */
  readonly egress: number;
  readonly source: string;
  /** When it was looked up. */
  readonly date: string;
};

export const PRICES: readonly Prices[] = [
  {
    store: "AWS S3 Standard, us-east-1",
    put: 0.005,
    list: 0.005,
    get: 0.0004,
    storage: 0.023,
    egress: 0.09,
    // AWS's own page could not be read where this was written: look there before you rely on it.
    source: "https://aws.amazon.com/s3/pricing/",
    date: "June 2026, at second hand",
  },
  {
    store: "Cloudflare R2 Standard",
    put: 0.0045,
    list: 0.0045,
    get: 0.00036,
    storage: 0.015,
    egress: 0,
    source: "https://developers.cloudflare.com/r2/pricing/",
    date: "2026-11-23",
  },
];

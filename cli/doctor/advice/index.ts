import { CONNECTION_ADVICE } from "./connection.ts";
import { DELIVERY_ADVICE } from "./delivery.ts";
import { PROVIDER_ADVICE } from "./provider.ts";
import { STORE_ADVICE } from "./store.ts";

export { STORE_FAULTS } from "./store.ts";

/** All findings of the doctor. docs/troubleshooting.md is made from it. */
export const ADVICE = {
  ...STORE_ADVICE,
  ...CONNECTION_ADVICE,
  ...DELIVERY_ADVICE,
  ...PROVIDER_ADVICE,
} as const;

export type AdviceCode = keyof typeof ADVICE;

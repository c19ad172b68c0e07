import { PROVIDER_ADVICE } from "./provider.ts";
import { STORE_ADVICE } from "./store.ts";
import { WAY_ADVICE } from "./way.ts";

/** All that the doctor may find. docs/troubleshooting.md is made from it. */
export const ADVICE = { ...STORE_ADVICE, ...WAY_ADVICE, ...PROVIDER_ADVICE } as const;

export type AdviceCode = keyof typeof ADVICE;

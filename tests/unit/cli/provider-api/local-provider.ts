import { onTestFinished } from "vitest";
import { createProviderApi, type ProviderApiOptions } from "../../../../cli/provider-api/provider-api.ts";
import { Sealed } from "../../../../cli/provider-api/model.ts";
import {
  type ProviderOptions,
  type ProviderServer,
  startProviderServer,
} from "../../../../scripts/provider-sim/server.ts";

/** Starts a provider for one test. */
export async function start(options: ProviderOptions = {}) {
  const provider = await startProviderServer(options);
  onTestFinished(() => provider.stop());
  return { provider, api: apiOf(provider) };
}

export function apiOf({ url, secret }: ProviderServer, more: Partial<ProviderApiOptions> = {}) {
  return createProviderApi({ url, secret: new Sealed(secret), deadlineMs: 5_000, pauseMs: 1, ...more });
}

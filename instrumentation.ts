/** Runs once before the first request: a process with wrong settings does not start. */
export async function register(): Promise<void> {
  // Next builds this file for the edge too, where the settings' modules do not exist.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkedSettings } = await import("#lib/settings/check.ts");
  const { settings } = await import("#lib/settings/index.ts");
  await checkedSettings(settings);
  const { startTracing } = await import("#lib/observability/tracing/index.ts");
  await startTracing();
  const { drainOnSignal } = await import("#lib/server/drain.ts");
  drainOnSignal();
  const { startDelivery } = await import("#lib/receiver/index.ts");
  startDelivery();
}

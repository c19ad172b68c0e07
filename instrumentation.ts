/**
 * Runs once before the first request where Next is the program: on Vercel and in development. `npm start` has composed the
 * app before it loads Next.
 */
export async function register(): Promise<void> {
  // Next also builds this file for the edge, which lacks the modules below.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { compose, findApp } = await import("#lib/app.ts");
  if (findApp() !== null) return;
  const { describeStart, readAtStart } = await import("#lib/settings/startup.ts");
  const { parseSettings } = await import("#lib/settings/settings.ts");
  const settings = await readAtStart(parseSettings);
  if (settings.tracing) {
    const { startTracing } = await import("#lib/observability/start-tracing.ts");
    await startTracing();
  }
  const { log } = await import("#lib/http/log.ts");
  log("started", describeStart(settings, "app"));
  void compose(settings).deliver(new AbortController().signal);
}

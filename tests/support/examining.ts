// A deployment as setup leaves it, with its receiver, for the doctor.
import { readEnvFile } from "#lib/settings/environment.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import { run as examine } from "../../cli/doctor/index.ts";
import type { Run } from "./command.ts";
import { startReceiverServer } from "./receiver-server.ts";
import { openSetup } from "./setting-up.ts";

export type Deployment = Awaited<ReturnType<typeof openDeployment>>;

/** @param bucket the bucket of `store`, for setup; none by default */
export async function openDeployment(
  store: Store,
  bucket?: Parameters<typeof openSetup>[0],
  settings: Partial<ReceiverSettings> = {},
) {
  const [scene, app] = await Promise.all([openSetup(bucket), startReceiverServer(store, settings)]);
  const { code, err } = await scene.start(["--url", app.url]);
  const [webhook] = scene.provider.account.webhooks;
  const [token] = scene.provider.account.tokens;
  if (webhook === undefined || token === undefined) throw new Error(`setup ended with ${code}: ${err}`);
  app.accept([webhook.secret]);
  const { provider, place } = scene;
  return Object.assign(scene, {
    app,
    webhook,
    token,
    async doctor(args: string[] = [], more: Record<string, string> = {}) {
      const written = readEnvFile(scene.place.file(".env.local"));
      const run = await scene.place.run(examine, args, { ...scene.env(), ...written, ...more });
      return { ...run, codes: listCodes(run) };
    },
    async close() {
      await Promise.all([app.stop(), provider.stop()]);
      place.remove();
    },
  });
}

/** The codes of the doctor's findings. */
export function listCodes({ out }: Run): (string | undefined)[] {
  return [...out.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code);
}

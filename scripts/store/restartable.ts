import type { LocalStore, StoreEnv } from "./hosted-store.ts";
import { startLocalStore } from "./local.ts";

/** A store that can be stopped, killed and started again: it keeps its address and its data. */
export class Store {
  readonly env: StoreEnv;
  readonly #directory: string;
  #current: LocalStore | undefined;

  constructor(directory: string, current: LocalStore) {
    this.#directory = directory;
    this.#current = current;
    this.env = current.env;
  }

  static async start(directory: string): Promise<Store> {
    return new Store(directory, await startLocalStore({ directory, port: 0 }));
  }

  async start(): Promise<void> {
    const port = Number(new URL(this.env.AWS_ENDPOINT_URL_S3).port);
    this.#current ??= await startLocalStore({ directory: this.#directory, port });
  }

  async stop(): Promise<void> {
    await this.#current?.stop();
    this.#current = undefined;
  }

  async kill(): Promise<void> {
    await this.#current?.kill();
    this.#current = undefined;
  }
}

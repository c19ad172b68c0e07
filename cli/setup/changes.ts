import type { World } from "../world/world.ts";

/** The only way by which the set-up changes anything. */
export type Changes = {
  readonly isDry: boolean;
  /**
   * Makes a call that changes something or, in a dry run, only prints it.
   *
   * @param call such as `POST https://api.example.com/api/webhooks`
   * @param detail what is sent, printed in a dry run: without secrets
   * @returns null in a dry run
   */
  readonly make: <T>(call: string, detail: unknown, work: () => Promise<T>) => Promise<T | null>;
  readonly title: (text: string) => void;
  /** Something that the set-up has done. */
  readonly done: (text: string) => void;
  /** Something that was right already. */
  readonly fine: (text: string) => void;
  /** Something that stays as it is, and that the operator should know of. */
  readonly note: (text: string) => void;
};

export function createChanges(print: World["print"], isDry: boolean): Changes {
  return {
    isDry,
    async make(call, detail, work) {
      if (!isDry) return await work();
      print(`  would call  ${call}${detail === null ? "" : ` ${JSON.stringify(detail)}`}`);
      return null;
    },
    title: (text) => print(`\n${text}`),
    done(text) {
      if (!isDry) print(`  done  ${text}`);
    },
    fine: (text) => print(`  fine  ${text}`),
    note: (text) => print(`  note  ${text}`),
  };
}

import type { World } from "../world.ts";

/** The only way by which setup changes anything. */
export type Changes = {
  readonly isDry: boolean;
  /**
   * Makes a call that changes something or, in a dry run, only prints it.
   *
   * @param call such as `POST /api/webhooks`
   * @param detail the content, printed in a dry run: without secrets
   * @returns null in a dry run
   */
  readonly make: <T>(call: string, detail: unknown, work: () => Promise<T>) => Promise<T | null>;
  readonly title: (text: string) => void;
  /** Prints a change. */
  readonly done: (text: string) => void;
  /** Prints what was right already. */
  readonly fine: (text: string) => void;
  /** Prints what stays as it is and the operator should know. */
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

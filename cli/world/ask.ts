import { confirm, isCancel, multiselect, password, text } from "@clack/prompts";

export type Choice = { readonly value: number; readonly label: string };

/** Questions to a person. Each throws when they would rather stop. */
export type Ask = {
  /** @param fault says what is wrong with an answer; undefined when nothing is */
  readonly text: (
    question: string,
    initial: string,
    fault: (answer: string) => string | undefined,
  ) => Promise<string>;
  /** What is typed is not shown. */
  readonly secret: (question: string) => Promise<string>;
  readonly confirm: (question: string, initial: boolean) => Promise<boolean>;
  /** At least one of the choices. */
  readonly choose: (
    question: string,
    choices: readonly Choice[],
    initial: readonly number[],
  ) => Promise<number[]>;
};

export function terminalAsk(): Ask {
  return {
    async text(message, initialValue, fault) {
      return answered(
        await text({ message, initialValue, validate: (answer) => fault((answer ?? "").trim()) }),
      ).trim();
    },
    async secret(message) {
      const validate = (answer: string | undefined) => (answer?.trim() ? undefined : "It cannot be blank.");
      return answered(await password({ message, validate })).trim();
    },
    async confirm(message, initialValue) {
      return answered(await confirm({ message, initialValue }));
    },
    async choose(message, choices, initial) {
      const options = choices.map(({ value, label }) => ({ value, label }));
      return answered(
        await multiselect<number>({ message, options, initialValues: [...initial], required: true }),
      );
    },
  };
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Error("stopped, as you wished; what was done is told above");
  return answer as Exclude<T, symbol>;
}

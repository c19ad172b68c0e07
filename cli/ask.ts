import { confirm, isCancel, multiselect, password, text } from "@clack/prompts";

/** Questions to the operator. Each throws when the operator cancels. */
export type Ask = {
  /** @param validate returns what is wrong with an answer; undefined when nothing is */
  readonly text: (
    question: string,
    initial: string,
    validate: (answer: string) => string | undefined,
  ) => Promise<string>;
  /** The answer is not shown. */
  readonly secret: (question: string) => Promise<string>;
  readonly confirm: (question: string, initial: boolean) => Promise<boolean>;
  /** At least one of the choices. */
  readonly choose: (
    question: string,
    choices: readonly { readonly value: number; readonly label: string }[],
    initial: readonly number[],
  ) => Promise<number[]>;
};

export function terminalAsk(): Ask {
  return {
    async text(message, initialValue, validate) {
      return answered(
        await text({ message, initialValue, validate: (answer) => validate((answer ?? "").trim()) }),
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
      return answered(
        await multiselect<number>({
          message,
          options: [...choices],
          initialValues: [...initial],
          required: true,
        }),
      );
    },
  };
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Error("cancelled; the changes listed above were made");
  return answer as Exclude<T, symbol>;
}

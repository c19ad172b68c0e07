export type State = "ok" | "warn" | "fail" | "skip";

export type Advice = {
  readonly check: string;
  readonly state: Exclude<State, "ok">;
  readonly means: string;
  readonly todo: string;
};

/** Makes a template for the name of a check, the meaning and the remedy, each on a line of its own. */
function template(state: Advice["state"]): (text: TemplateStringsArray) => Advice {
  return ({ raw: [text = ""] }) => {
    const [check = "", means = "", todo = ""] = text.split(/:?\n +/);
    return { check, state, means, todo };
  };
}

/** Hooks are lost, or nothing is shown. */
export const fail = template("fail");
/** It costs something, now or later. */
export const warn = template("warn");
/** The check was not possible. */
export const skip = template("skip");

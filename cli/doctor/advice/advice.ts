export type State = "ok" | "warn" | "fail" | "skip";

export type Advice = {
  /** The name of the check. */
  readonly check: string;
  readonly state: Exclude<State, "ok">;
  readonly means: string;
  /** The remedy. */
  readonly todo: string;
};

/** Hooks are lost, or nothing is shown. */
export function fail(check: string, means: string, todo: string): Advice {
  return { check, state: "fail", means, todo };
}

/** It costs something, now or later. */
export function warn(check: string, means: string, todo: string): Advice {
  return { check, state: "warn", means, todo };
}

/** The check was not possible. */
export function skip(check: string, means: string, todo: string): Advice {
  return { check, state: "skip", means, todo };
}

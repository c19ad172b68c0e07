export type State = "ok" | "warn" | "fail" | "skip";

export type Advice = {
  /** The name of the check. */
  readonly check: string;
  /** `fail` loses hooks or shows nothing; `warn` costs something, now or later; `skip` was not checked. */
  readonly state: Exclude<State, "ok">;
  readonly means: string;
  /** The remedy. */
  readonly todo: string;
};

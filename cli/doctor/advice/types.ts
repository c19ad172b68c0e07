export type State = "ok" | "warn" | "fail" | "skip";

export type Advice = {
  /** What is looked at. */
  readonly check: string;
  /** `fail` loses hooks or shows nothing; `warn` costs something, or will; `skip` could not be looked at. */
  readonly state: Exclude<State, "ok">;
  /** What it means, in a sentence. */
  readonly means: string;
  readonly todo: string;
};

import { inspect } from "node:util";

/** A secret that no print, log or JSON shows: only `reveal` does. */
export class Sealed {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return "(hidden)";
  }

  toJSON(): string {
    return "(hidden)";
  }

  [inspect.custom](): string {
    return "(hidden)";
  }
}

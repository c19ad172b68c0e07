"use client";

import { Component, type ReactNode } from "react";
import type { Shown } from "./filters.ts";
import type { Places } from "./moves.ts";

type Order = readonly { readonly shown: readonly Shown[] }[];
type MovementProps = {
  /** The sections of the wall. */
  readonly order: Order;
  readonly children: ReactNode;
};

let code: typeof import("./moves.ts") | null = null;

/** Lets tiles on the screen move to their new places. The first change of the order loads the code for the next ones. */
export class Movement extends Component<MovementProps> {
  override getSnapshotBeforeUpdate({ order: before }: MovementProps): Places | null {
    const { order } = this.props;
    if (isSameOrder(before, order)) return null;
    if (code === null)
      import("./moves.ts").then(
        (loaded) => (code = loaded),
        () => undefined,
      );
    return code?.measure() ?? null;
  }

  override componentDidUpdate(_props: MovementProps, _state: unknown, before: Places | null) {
    if (before !== null) code?.move(before);
  }

  override render() {
    return this.props.children;
  }
}

function isSameOrder(before: Order, after: Order): boolean {
  return (
    before === after ||
    (before.length === after.length &&
      before.every(({ shown }, n) => hasSameIds(shown, after[n]?.shown ?? [])))
  );
}

function hasSameIds(before: readonly Shown[], after: readonly Shown[]): boolean {
  return before.length === after.length && before.every(({ tile }, n) => tile.id === after[n]?.tile.id);
}

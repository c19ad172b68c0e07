"use client";

import type { ReactNode } from "react";
import { PageTime } from "#components/time/clock.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import type { Clocks } from "#lib/model/wall.ts";
import { Body } from "./body.tsx";
import type { OnAir } from "./coverage-marks.ts";
import type { ReadCoverage } from "./use-coverage.ts";

export type StreamProps = {
  /** The server's page, and its times. */
  initial: StreamPage;
  clocks: Clocks;
  /** Where a stream is watched live, with `{streamId}`. */
  watchTemplate: string;
  /** Another site's frame has no cookie of a private wall. */
  canEmbed: boolean;
  /** The address had a time that cannot be read. */
  hasWrongTime: boolean;
  /** When the stream was on, around the moment. */
  coverage: ReadCoverage | null;
  onAir: OnAir | null;
  keys: ReactNode;
  /** Links, for browsers without JavaScript. */
  links: ReactNode;
};

/** A stream's page. It moves in time and to other streams without leaving the document. */
export function Stream(props: StreamProps) {
  return (
    <PageTime value={props.clocks}>
      <Body {...props} />
    </PageTime>
  );
}

"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { tellGoing } from "./navigation.ts";

type WayProps = Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onNavigate"> & {
  href: string;
  /** Whether there is nothing there: then it stays, and keeps the focus that it may have. */
  isOff?: boolean;
};

/** A link to another moment, or to another stream. */
export function Way({ href, isOff = false, ...rest }: WayProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-disabled={isOff || undefined}
      onNavigate={(event) => {
        if (isOff) event.preventDefault();
        else tellGoing(href);
      }}
      {...rest}
    />
  );
}

"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";

type Listener = (address: string) => void;

const listeners = new Set<Listener>();

/** Reports that the viewer goes to an address, before the page is there. @returns ends the reports */
export function onNavigate(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Goes to an address. The timeline hears of it first: one that comes to rest meanwhile would lead back. */
export function useNavigate() {
  const router = useRouter();
  return (address: string, kind: "push" | "replace" = "replace") => {
    for (const listener of listeners) listener(address);
    router[kind](address, { scroll: kind === "push" });
  };
}

type PageLinkProps = Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onNavigate"> & {
  readonly href: string;
  /** A link that leads nowhere stays, and keeps the focus that it may have. */
  readonly isDisabled?: boolean;
};

/** A link to another moment or another stream. */
export function PageLink({ href, isDisabled = false, ...rest }: PageLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-disabled={isDisabled || undefined}
      onNavigate={(event) => {
        if (isDisabled) event.preventDefault();
        else for (const listener of listeners) listener(href);
      }}
      {...rest}
    />
  );
}

/** The address of the moment that the timeline shows; null while it is that of the page. */
export const shownAddress: { current: string | null } = { current: null };

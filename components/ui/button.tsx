import type { ComponentProps } from "react";

const SIZES = {
  small: "px-2.5 text-sm",
  medium: "px-3 text-sm",
  large: "px-4 font-medium",
};

const LOOKS = {
  /** With an edge. */
  plain: "border-edge bg-surface text-ink enabled:hover:border-edge-strong",
  /** The one main action of a page or a dialog. */
  primary: "border-accent bg-accent font-medium text-page hover:opacity-90",
  /** Without an edge, in a row of others. */
  quiet: "border-transparent text-ink hover:bg-well",
};

type Size = keyof typeof SIZES;
type Look = keyof typeof LOOKS;

/** The look of a button, for links and fields too. */
export function buttonLook(size: Size = "small", look: Look = "plain"): string {
  return `inline-flex min-h-9 items-center justify-center gap-1.5 rounded-lg border disabled:text-quiet pointer-coarse:min-h-11 pointer-coarse:min-w-11 ${LOOKS[look]} ${SIZES[size]}`;
}

/** Classes of a button or a link within a text. */
export const TEXT_LINK = "text-accent underline underline-offset-2";

type ButtonProps = ComponentProps<"button"> & {
  readonly size?: Size;
  readonly look?: Look;
  /** A tooltip: the button's words if it has only an icon, and its key. */
  readonly "data-tip"?: string;
};

export function Button({ size, look, className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonLook(size, look)} ${className}`} {...rest} />;
}

import type { ComponentProps } from "react";

const SIZES = {
  small: "px-2.5 py-1.5",
  medium: "px-3 py-1.5 text-sm",
  large: "px-4 py-2 font-medium",
};

/** The look of a button, for links and fields too. */
export function buttonLook(size: keyof typeof SIZES = "small"): string {
  return `rounded-md border border-edge bg-card text-ink disabled:text-quiet ${SIZES[size]}`;
}

/** Classes of a button or a link within a text. */
export const TEXT_LINK = "text-accent underline";

type ButtonProps = ComponentProps<"button"> & { readonly size?: keyof typeof SIZES };

export function Button({ size, className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonLook(size)} ${className}`} {...rest} />;
}

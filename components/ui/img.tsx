"use client";

import type { ComponentProps } from "react";

type ImgProps = ComponentProps<"img"> & { readonly alt: string; readonly onFail: () => void };

/** An `<img>` that reports every failure, including one before hydration, which fires no event any more. */
export function Img({ alt, onFail, ...rest }: ImgProps) {
  return (
    <img
      ref={(image) => {
        if (image?.complete === true && image.naturalWidth === 0) onFail();
      }}
      alt={alt}
      onError={onFail}
      {...rest}
    />
  );
}

import type { ComponentProps } from "react";
import { buttonLook } from "./button.tsx";

type SelectProps = Omit<ComponentProps<"select">, "size"> & {
  readonly size?: Parameters<typeof buttonLook>[0];
  readonly options: readonly (readonly [value: string | number, text: string])[];
};

export function Select({ size, options, ...rest }: SelectProps) {
  return (
    <select className={buttonLook(size)} {...rest}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

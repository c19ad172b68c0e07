import next from "eslint-config-next/core-web-vitals";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores([".next/", ".data/", "node_modules/", "next-env.d.ts", "test-results/", ".stryker-tmp/"]),
  // React's rules compile each file that they check.
  { files: ["{app,components}/**/*.{ts,tsx}"], extends: [next] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      eqeqeq: "error",
    },
  },
  {
    files: ["{app,components}/**/*.{ts,tsx}"],
    rules: {
      // Previews are presigned and already small: platform facts against next/image are in ARCHITECTURE.md.
      "@next/next/no-img-element": "off",
    },
  },
);

import { readFileSync } from "node:fs";

/** Return the table of tests/cases that pytest reads too. */
export function cases(name) {
  return JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));
}

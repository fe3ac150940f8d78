// Answer for tests/js/test_agreement.py: what static/js/offsets.js makes of each text on standard input.
import { readFileSync } from "node:fs";

import { isBoundary, toCodePoints, toCodeUnits, trim, widenToGraphemes } from "../../static/js/offsets.js";

function answer({ text, span }) {
  const units = [...text, ""].map((_, points) => toCodeUnits(text, points));
  const range = span.map((points) => units[points]);
  const inPoints = (found) => found && found.map((unit) => toCodePoints(text, unit));
  return {
    units,
    points: units.map((unit) => toCodePoints(text, unit)),
    boundaries: units.flatMap((unit, points) => (isBoundary(text, unit) ? [points] : [])),
    trimmed: inPoints(trim(text, ...range)),
    widened: inPoints(widenToGraphemes(text, ...range)),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer)));

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { paintedBounds } from "../../static/js/painter.js";
import { cases } from "./cases.mjs";

describe("painted bounds", () => {
  for (const { id, text, range, painted } of cases("ligatures")) {
    test(id, () => assert.deepEqual(paintedBounds(text, ...range), painted));
  }

  test("moving twice changes nothing", () => {
    for (const { text, range } of cases("ligatures")) {
      const once = paintedBounds(text, ...range);
      assert.deepEqual(paintedBounds(text, ...once), once);
    }
  });
});

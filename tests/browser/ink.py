"""Two screenshots compared by their ink: how dark a letter is, pixel by pixel.

The browser itself reads the pictures, in a page of its own: no package is needed.
"""

import base64
from dataclasses import dataclass

from playwright.sync_api import Page

COMPARE = """async ({ pictures, boxes }) => {
  const [plain, other] = await Promise.all(pictures.map(async (picture) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  }));
  if (plain.width !== other.width || plain.height !== other.height) throw new Error("the page has another size");
  const paper = light(plain, 0);
  return boxes.map(({ left, top, width, height }) => {
    const [right, bottom] = [Math.ceil(left + width), Math.ceil(top + height)];
    let [ink, changed, dark, lost] = [0, 0, 0, 0];
    for (let y = Math.floor(top); y < bottom; y += 1) {
      for (let x = Math.floor(left); x < right; x += 1) {
        const at = 4 * (y * plain.width + x);
        const [before, after] = [light(plain, at), light(other, at)];
        ink += Math.abs(paper - before);
        changed += Math.abs(before - after);
        if (before < paper * 0.4) [dark, lost] = [dark + 1, lost + (after > paper * 0.6)];
      }
    }
    return [changed / ink, lost / dark];
  });
  function light({ data }, at) {
    return (data[at] * 2 + data[at + 1] * 5 + data[at + 2]) / 8;
  }
}"""


@dataclass(frozen=True)
class Difference:
    """What became of the ink in one box, as parts of one."""

    changed: float  # of the ink: more, less, or elsewhere
    lost: float  # of the dark pixels: no longer dark


def compare(page: Page, plain: bytes, other: bytes, boxes: list[dict]) -> list[Difference]:
    """Return the difference of two photographs in each of ``boxes``; ``page`` is an empty one."""
    pictures = [base64.b64encode(picture).decode() for picture in (plain, other)]
    return [Difference(*parts) for parts in page.evaluate(COMPARE, {"pictures": pictures, "boxes": boxes})]

// Texts of shapes that make parsers slow, in the real editor: a few of them, and at one size. `make soak` has them all.
import { SHAPES, textOf } from "./support/shapes.mjs";
import { shapeTrial } from "./support/shape_trial.mjs";
import { expect, inTurn, test } from "./support/test.mjs";

const N_BYTES = 100_000;
/** No measure of speed, but of getting through: without bounds each of these takes seconds, or throws. */
const MAX_OPEN_MS = 5_000;

const brief = SHAPES.filter((shape) => shape.brief).map((shape) => [shape.name, shape]);
const half = Math.ceil(brief.length / 2);

for (const [part, shapes] of [["one half", brief.slice(0, half)], ["the other half", brief.slice(half)]]) {
  test(`notes of a difficult shape open, and are typed in › ${part}`, async ({ app }) => {
    test.slow();
    await app.open();
    await inTurn(shapes, async (shape) => {
      const { openMs, isWhole, thrown } = await shapeTrial(app, shape.name, textOf(shape, N_BYTES));
      expect(thrown).toEqual([]);
      expect(isWhole).toBe(true);
      expect(openMs).toBeLessThan(MAX_OPEN_MS);
    });
  });
}

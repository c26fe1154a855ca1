// Texts of shapes that make parsers slow, in the real editor: a few of them, and at one size. What they take is measured by
// `make soak`, which has them all; here one that stops the keys is not saved in time, or throws.
import { SHAPES, textOf } from "./support/shapes.mjs";
import { shapeTrial } from "./support/shape_trial.mjs";
import { expect, inTurn, test } from "./support/test.mjs";

const N_BYTES = 100_000;

const brief = SHAPES.filter((shape) => shape.brief).map((shape) => [shape.name, shape]);
const half = Math.ceil(brief.length / 2);

for (const [part, shapes] of [["one half", brief.slice(0, half)], ["the other half", brief.slice(half)]]) {
  test(`notes of a difficult shape open, and are typed in › ${part}`, async ({ app }) => {
    test.slow();
    await app.open();
    await inTurn(shapes, async (shape) => {
      const { isWhole, thrown } = await shapeTrial(app, shape.name, textOf(shape, N_BYTES));
      expect(thrown).toEqual([]);
      expect(isWhole).toBe(true);
    });
  });
}

// The last lines of a run: why tests were skipped, and the count, alone on its line.

export default class Summary {
  passed = 0;
  failed = 0;
  reasonsToSkip = new Set();

  onTestEnd(test, result) {
    if (result.status === "skipped") this.reasonsToSkip.add(reasonToSkip(test));
    else if (test.ok()) this.passed += 1;
    else this.failed += 1;
  }

  onEnd() {
    for (const reason of this.reasonsToSkip) console.log(`Tests were skipped: ${reason}.`);
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}

function reasonToSkip(test) {
  return test.annotations.find(({ type }) => type === "skip")?.description ?? "no reason was given";
}

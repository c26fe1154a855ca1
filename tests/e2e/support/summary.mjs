// The last lines of a run: why tests were skipped, and the count, alone on its line.

export default class Summary {
  counts = { passed: 0, failed: 0 };

  onTestEnd(test, result) {
    if (result.status === "skipped") {
      const reason = test.annotations.find((annotation) => annotation.type === "skip")?.description;
      console.log(`Skipped: ${test.title}: ${reason ?? "no reason given"}`);
    } else {
      this.counts[test.ok() ? "passed" : "failed"] += 1;
    }
  }

  onEnd() {
    console.log(`${this.counts.passed} passed, ${this.counts.failed} failed`);
  }
}

import { DefaultReporter, type SerializedError, type TestModule, type TestRunEndReason } from 'vitest/node';

/** Prints the tests that fail and the sums; a test that is skipped has to say why, or the run fails. */
export class QuietReporter extends DefaultReporter {
  protected override printTestModule(module: TestModule): void {
    if (module.state() === 'failed') super.printTestModule(module);
  }

  override onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    super.onTestRunEnd(modules, errors, reason);
    // Who asks for some tests by name skips all others.
    if (this.ctx.config.testNamePattern) return;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state !== 'skipped') continue;
        const name = `${module.relativeModuleId}: ${test.fullName}`;
        if (result.note) this.log(`Skipped, ${result.note}: ${name}`);
        else {
          this.error(`Skipped without a reason (context.skip('...') gives one): ${name}`);
          process.exitCode = 1;
        }
      }
    }
  }
}

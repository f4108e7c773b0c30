// Runs one task at a time: whoever asks while it runs is served by the next run.

export class SingleFlight {
  readonly #task: () => Promise<void>;
  readonly #mayRun: () => boolean;
  #isWanted = false;
  #running: Promise<void> | undefined;

  constructor(task: () => Promise<void>, mayRun: () => boolean = () => true) {
    this.#task = task;
    this.#mayRun = mayRun;
  }

  /** Resolves when a run that began after this call has ended. */
  run(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#loop();
    return this.#running;
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #loop(): Promise<void> {
    try {
      while (this.#isWanted && this.#mayRun()) {
        this.#isWanted = false;
        await this.#task();
      }
    } finally {
      this.#running = undefined;
    }
  }
}

// Room: rounds, one after the other: whoever asks while one goes on is served by the next.

export class Rounds {
  readonly #round: () => Promise<void>;
  readonly #mayGoOn: () => boolean;
  #isWanted = false;
  #context: Promise<void> | undefined;

  constructor(round: () => Promise<void>, mayGoOn: () => boolean = () => true) {
    this.#round = round;
    this.#mayGoOn = mayGoOn;
  }

  /** Resolves when a round that began after this was asked has ended. */
  ask(): Promise<void> {
    this.#isWanted = true;
    this.#context ??= this.#run();
    return this.#context;
  }

  /** Resolves when no round goes on. */
  async rest(): Promise<void> {
    await this.#context;
  }

  async #run(): Promise<void> {
    try {
      while (this.#isWanted && this.#mayGoOn()) {
        this.#isWanted = false;
        await this.#round();
      }
    } finally {
      this.#context = undefined;
    }
  }
}

// Where the app stands between start and end, and how many requests are in work.

export class Lifecycle {
  #draining = false;
  #inFlight = 0;
  #idle: (() => void)[] = [];

  get draining(): boolean {
    return this.#draining;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  enter(): void {
    this.#inFlight++;
  }

  leave(): void {
    this.#inFlight--;
    if (this.#inFlight > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle = [];
  }

  /** From here on the app is not ready; it still answers what arrives. */
  startDraining(): void {
    this.#draining = true;
  }

  /** Resolves when no request is in work. */
  idle(): Promise<void> {
    return this.#inFlight === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }
}

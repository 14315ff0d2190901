// Where the app stands between start and end, and how many requests are in work.

export class Lifecycle {
  #draining = false;
  #inFlight = 0;

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
  }

  /** From here on the app is not ready; it still answers what arrives. */
  startDraining(): void {
    this.#draining = true;
  }
}

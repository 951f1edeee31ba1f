// Measures how long the event loop was kept from running: a timer that should beat every 5 ms notes its gaps.
const BEAT_MS = 5;

export class Heartbeat {
  #last = performance.now();
  #longest = 0;
  #timer = setInterval(() => this.#beat(), BEAT_MS);

  #beat() {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last - BEAT_MS);
    this.#last = now;
  }

  /** Stops and gives the longest blockage in milliseconds. */
  async stop() {
    // One more beat: a blockage that lasts until now has not been seen yet.
    await new Promise((resolve) => setTimeout(resolve, BEAT_MS));
    this.#beat();
    clearInterval(this.#timer);
    return Math.max(0, this.#longest);
  }
}

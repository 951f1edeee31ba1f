// A progress bar on a terminal; nothing when the output is not one.
const WIDTH = 32;
const REDRAW_MS = 80;

export class ProgressBar {
  #label;
  #total;
  #drawn = -Infinity;
  #started = performance.now();
  #active;

  constructor(label, total, quiet = false) {
    this.#label = label;
    this.#total = total;
    this.#active = !quiet && process.stderr.isTTY === true;
  }

  update(done) {
    const now = performance.now();
    if (!this.#active || now - this.#drawn < REDRAW_MS) return;
    this.#drawn = now;
    const share = Math.min(1, done / this.#total);
    const full = Math.round(share * WIDTH);
    const speed = done / 1e3 / Math.max(1, now - this.#started);
    process.stderr.write(`\r${this.#label} [${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ` +
      `${String(Math.round(share * 100)).padStart(3)} % ${speed.toFixed(0).padStart(4)} MB/s`);
  }

  done() {
    if (this.#active) process.stderr.write('\r\x1b[K');
  }
}

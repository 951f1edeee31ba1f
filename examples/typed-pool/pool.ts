// A small pool of typed workers: TypeScript runs directly, in the main thread and in workers.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

interface Waiting<Task, Answer> {
  task: Task;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export class Pool<Task, Answer> {
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #queue: Waiting<Task, Answer>[] = [];

  constructor(url: URL, size: number) {
    for (let i = 0; i < size; i++) {
      const worker = new Worker(url);
      this.#all.push(worker);
      this.#idle.push(worker);
    }
  }

  /** Runs one task on the next free worker. */
  run(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  async #next(): Promise<void> {
    const worker = this.#idle.pop();
    if (worker === undefined) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) {
      this.#idle.push(worker);
      return;
    }
    try {
      const answer = once(worker, 'message') as Promise<[Answer]>;
      worker.postMessage(waiting.task);
      waiting.resolve((await answer)[0]);
    } catch (error) {
      waiting.reject(error);
    }
    this.#idle.push(worker);
    this.#next();
  }
}

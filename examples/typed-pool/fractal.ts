// The worker: one row of the Mandelbrot set per task.
import { parentPort } from 'node:worker_threads';

export type Row = { y: number; width: number; height: number };

function depthAt(cx: number, cy: number): number {
  let x = 0;
  let y = 0;
  let depth = 0;
  for (; depth < 1000 && x * x + y * y < 4; depth++) [x, y] = [x * x - y * y + cx, 2 * x * y + cy];
  return depth;
}

parentPort!.on('message', ({ y, width, height }: Row) => {
  const depths = new Uint16Array(width);
  for (let x = 0; x < width; x++) depths[x] = depthAt((x / width) * 3 - 2.2, (y / height) * 2.4 - 1.2);
  parentPort!.postMessage(depths, [depths.buffer]);
});

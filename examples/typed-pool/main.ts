// Draws the Mandelbrot set as text, its rows computed by a pool of workers.
import { availableParallelism } from 'node:os';
import type { Row } from './fractal.ts';
import { Pool } from './pool.ts';

const WIDTH = 72;
const HEIGHT = 24;
const SHADES = ' .:-=+*#%@';

const pool = new Pool<Row, Uint16Array>(new URL('./fractal.ts', import.meta.url), availableParallelism());
const rows = await Promise.all(
  Array.from({ length: HEIGHT }, (_, y) => pool.run({ y, width: WIDTH, height: HEIGHT })),
);
await pool.close();
for (const row of rows) {
  console.log(Array.from(row, (depth: number) => SHADES[Math.min(9, Math.floor(Math.log2(depth + 1)))]).join('').trimEnd());
}

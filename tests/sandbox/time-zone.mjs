// heddle-only
// Dates in a sandboxed worker are in the zone that its environment names, else in its creator's, though it reads no files.
import assert from 'node:assert';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

const zone = `[Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(0).getHours(), process.env.TZ]`;

await asEachUser(import.meta.url, async () => {
  process.env.TZ = 'Asia/Tokyo';
  assert.deepStrictEqual(await inSandbox(zone), ['Asia/Tokyo', 9, undefined]);
  assert.deepStrictEqual(await inSandbox(zone, { sandbox: { env: { TZ: 'Asia/Kolkata' } } }), ['Asia/Kolkata', 5, 'Asia/Kolkata']);
  delete process.env.TZ;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  assert.deepStrictEqual(await inSandbox(zone), [timeZone, new Date(0).getHours(), undefined]);
});

// Blobs, files, block lists and socket addresses can be sent to workers.
import assert from 'node:assert';
import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const net = require('node:net');
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', async ({ blob, file, list, address }) => {
    parentPort.postMessage([
      blob instanceof Blob, await blob.text(), blob.type, file instanceof File, file.name, file.lastModified, await file.text(),
      list instanceof net.BlockList, list.check('10.1.2.3'), list.check('11.1.2.3'),
      address instanceof net.SocketAddress, address.address, address.port, address.family,
    ]);
  });
`, { eval: true });
const list = new net.BlockList();
list.addSubnet('10.0.0.0', 8);
worker.postMessage({
  blob: new Blob(['text ', 'in parts'], { type: 'text/plain' }),
  file: new File(['content'], 'name.txt', { lastModified: 5 }),
  list,
  address: new net.SocketAddress({ address: '1.2.3.4', port: 80 }),
});
assert.deepStrictEqual((await once(worker, 'message'))[0], [
  true, 'text in parts', 'text/plain', true, 'name.txt', 5, 'content', true, true, false, true, '1.2.3.4', 80, 'ipv4',
]);

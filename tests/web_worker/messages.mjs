// flags: --experimental-web-worker
// The global Worker, classic and module: messages both ways, transfer, the global scope, close() and terminate().
import assert from 'node:assert';

const url = (source) => `data:text/javascript,${encodeURIComponent(source)}`;
const next = (worker) => new Promise((resolve) => worker.addEventListener('message', (e) => resolve(e.data), { once: true }));

for (const type of ['classic', 'module']) {
  const worker = new Worker(url(`
    postMessage([typeof self, self === globalThis, name, self instanceof EventTarget, self.constructor.name, typeof process,
                 navigator.constructor.name, location.protocol, String(location) === location.href]);
    onmessage = (event) => {
      if (event.data === 'close') { close(); postMessage('too late'); }
      postMessage([event.data, event instanceof MessageEvent, event.target === self, event.ports.length], event.ports);
    };
  `), { type, name: 'named' });
  assert.ok(worker instanceof EventTarget);
  assert.strictEqual(Object.prototype.toString.call(worker), '[object Worker]');
  assert.deepStrictEqual(await next(worker), [
    'object', true, 'named', true, 'DedicatedWorkerGlobalScope', 'object', 'WorkerNavigator', 'data:', true,
  ]);
  const buffer = new ArrayBuffer(4);
  worker.postMessage({ buffer }, [buffer]);
  assert.strictEqual(buffer.byteLength, 0);
  assert.deepStrictEqual(await next(worker), [{ buffer: new ArrayBuffer(4) }, true, true, 0]);
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(1, { transfer: [port2] });
  assert.deepStrictEqual(await next(worker), [1, true, true, 1]);
  port1.close();
  worker.onmessage = () => assert.fail('it was closed');
  worker.postMessage('close');
}

const endless = new Worker(url('postMessage("up"); for (;;);'));
await next(endless);
endless.terminate();
endless.postMessage('into the void');

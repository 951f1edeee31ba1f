// One worker: does what it is asked on the shared index and answers when done.
import { parentPort, workerData } from 'node:worker_threads';
import { Analyser } from './analyse.mjs';
import { FileList } from './files.mjs';
import { summarise } from './job.mjs';
import { SharedIndex } from './shared-index.mjs';
import { BANDS, similarInBand } from './similar.mjs';

const index = new SharedIndex(workerData.index.sizes, workerData.index.buffer);
const files = new FileList(workerData.files);

parentPort.on('message', (request) => {
  if (request === 'analyse') {
    new Analyser(index, files).run();
    parentPort.postMessage('done');
  } else if (request === 'compare') {
    const pairs = [];
    for (let band = index.claimBand(BANDS); band !== -1; band = index.claimBand(BANDS)) {
      pairs.push(...similarInBand(index, band));
    }
    parentPort.postMessage(pairs);
  } else {
    const { pairs, queries } = request.summarise;
    parentPort.postMessage(summarise(index, files, pairs, queries));
  }
});

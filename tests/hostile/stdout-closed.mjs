// on "ready": close-stdout
// A reader that goes away is an EPIPE error event, not a signal and not an endless loop.
process.stdout.on('error', (error) => {
  process.exit(error.code === 'EPIPE' ? 0 : 3);
});
console.log('ready');
const write = () => process.stdout.write('x'.repeat(1024) + '\n', () => setImmediate(write));
write();

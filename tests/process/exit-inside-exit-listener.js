// exit: 7
// process.exit() in an 'exit' listener does not emit again.
let calls = 0;
process.on('exit', () => {
  calls++;
  process.exit(calls === 1 ? 7 : 1);
});
process.exit(2);

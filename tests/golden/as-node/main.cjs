// A command that starts `node` gets Heddle.
// heddle-only
// flags: --as-node /usr/bin/env node
console.log(typeof process.versions.heddle, process.argv.slice(2));
process.exitCode = 7;

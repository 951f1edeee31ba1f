// flags: --input-type=binary
console.log('must not run');

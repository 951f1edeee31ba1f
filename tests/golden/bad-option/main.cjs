// flags: --frobnicate
console.log('must not run');

// flags: --env-file=nope.env
console.log('must not run');

// flags: --env-file-if-exists=nope.env
console.log('runs');

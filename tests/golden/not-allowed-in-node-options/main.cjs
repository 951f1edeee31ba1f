// env: NODE_OPTIONS=--eval=1
console.log('must not run');

// heddle-only
// flags: --inspect=0
console.log('must not run');

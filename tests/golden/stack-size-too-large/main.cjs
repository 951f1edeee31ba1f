// heddle-only
// flags: --stack-size=9000000
console.log('must not run');

// The smallest program.
console.log('hello');

// A top-level await that never settles ends the program with 13 and says where.
console.log('before');
await new Promise(() => {});
console.log('after');

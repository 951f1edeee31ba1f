// flags: --title --
console.log('must not run');

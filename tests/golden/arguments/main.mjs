// Arguments after the script's name are the program's own, also when they look like flags.
console.log(process.argv.slice(2), process.execArgv.length);

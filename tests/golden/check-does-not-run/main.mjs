// flags: -c
import fs from 'node:fs';
import './nowhere.mjs';
console.log('must not run', await fs.promises.readdir('.'));

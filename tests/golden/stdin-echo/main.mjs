// Standard input is a stream of bytes until it ends.
let text = '';
for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
console.log(text.trim().split('\n').map((line) => line.toUpperCase()).join('|'));

// The program is what stands in the file stdin; this file's name is its argument.
// flags: -

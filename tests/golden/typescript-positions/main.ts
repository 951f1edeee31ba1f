// Types are stripped in place, so that positions in stack traces are those of the source.
// (Which column of an expression an engine names is its own affair.)
interface Point { x: number; y: number }
const read = <T extends Point>(point: T | null): number => {
  return point!.x;
};
console.log(read({ x: 3, y: 4 } as Point));
read(null);

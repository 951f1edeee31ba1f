// A rejection that nobody handles is fatal.
Promise.reject(new Error('nobody handles this'));
setTimeout(() => console.log('never printed'), 1000);

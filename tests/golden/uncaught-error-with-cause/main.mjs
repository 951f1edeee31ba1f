// Cause and own fields of an uncaught error are printed.
throw Object.assign(new Error('outer', { cause: new RangeError('inner') }), { code: 'E_OUTER' });

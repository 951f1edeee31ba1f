//! What a WebAssembly module imports, by its bytes.
//! <https://webassembly.github.io/spec/core/binary/modules.html#import-section>

const MAGIC: &[u8] = b"\0asm";
const CORE_VERSION: &[u8] = &[1, 0, 0, 0];
const IMPORTS: u8 = 2;
/// Bits of a table's or memory's limits.
const HAS_MAXIMUM: u64 = 1;
const HAS_PAGE_SIZE: u64 = 8;

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// A LEB128 number; signed ones are only skipped.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn value_type(&mut self) -> Option<()> {
        // (ref null? heaptype); all others are one byte.
        if matches!(self.byte()?, 0x63 | 0x64) {
            self.number()?;
        }
        Some(())
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.number()?;
        self.number()?;
        for bit in [HAS_MAXIMUM, HAS_PAGE_SIZE] {
            if flags & bit != 0 {
                self.number()?;
            }
        }
        Some(())
    }

    fn import(&mut self) -> Option<&'a str> {
        let module = self.name()?;
        self.name()?;
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.value_type()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => {
                self.value_type()?;
                self.byte()?;
            }
            4 => {
                self.byte()?;
                self.number()?;
            }
            _ => return None,
        }
        Some(module)
    }
}

/// The modules that it imports from, each once. As far as its bytes are well formed: the engine says what is wrong with them.
pub(super) fn imported_modules(wasm: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut bytes = Bytes(wasm);
    if bytes.take(4) != Some(MAGIC) || bytes.take(4) != Some(CORE_VERSION) {
        return found;
    }
    while let (Some(id), Some(length)) = (bytes.byte(), bytes.number()) {
        let Some(section) = usize::try_from(length).ok().and_then(|length| bytes.take(length)) else { break };
        if id != IMPORTS {
            continue;
        }
        let mut section = Bytes(section);
        let count = section.number().unwrap_or(0);
        for module in (0..count).map_while(|_| section.import()) {
            if !found.iter().any(|name| name == module) {
                found.push(module.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports of every kind, each from a module of its own.
    fn module() -> Vec<u8> {
        let mut imports = vec![7];
        let kinds: [&[u8]; 7] = [
            &[0, 0],                      // a function
            &[1, 0x70, 0, 1],             // a table of functions
            &[1, 0x63, 0x80, 1, 1, 1, 2], // a table of nullable references to type 128, of at most 2
            &[2, 3, 1, 1],                // shared memory
            &[3, 0x7f, 1],                // a global
            &[3, 0x64, 0, 0],             // a global reference
            &[4, 0, 0],                   // a tag
        ];
        for (index, kind) in kinds.iter().enumerate() {
            imports.extend([3, b'.', b'/', b'a' + index as u8, 1, b'x']);
            imports.extend(*kind);
        }
        let mut wasm = [MAGIC, CORE_VERSION, &[1, 1, 0, IMPORTS, imports.len() as u8]].concat();
        wasm.extend(imports);
        wasm
    }

    #[test]
    fn all_kinds_of_imports_are_found() {
        assert_eq!(imported_modules(&module()), ["./a", "./b", "./c", "./d", "./e", "./f", "./g"]);
    }

    #[test]
    fn what_is_cut_off_or_garbage_gives_what_could_be_read() {
        let wasm = module();
        (0..wasm.len()).for_each(|length| assert!(imported_modules(&wasm[..length]).is_empty()));
        assert!(imported_modules(b"text").is_empty());
        assert!(imported_modules(&[MAGIC, CORE_VERSION, &[2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat())
            .is_empty());
    }
}

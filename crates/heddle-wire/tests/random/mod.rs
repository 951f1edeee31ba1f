//! What the tests with changed bytes share: numbers that look random and are the same each time, and how many are tried.

/// Small and fast (xorshift).
pub struct Random(u64);

impl Random {
    /// From HEDDLE_WIRE_SEED, or always the same (`./x fuzz`).
    pub fn seeded() -> Random {
        Random(number_from_environment("HEDDLE_WIRE_SEED").unwrap_or(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// HEDDLE_WIRE_ROUNDS, or `otherwise`.
pub fn rounds(otherwise: usize) -> usize {
    number_from_environment("HEDDLE_WIRE_ROUNDS").map_or(otherwise, |rounds| rounds as usize)
}

fn number_from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

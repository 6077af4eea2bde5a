//! SHA-256, by which a review knows its document and a page its script.
//!
//! In: bytes, in one piece or in several. Out: the 32 bytes of FIPS 180-4. O(bytes), 47 instructions each.

/// The bytes of a block.
const BLOCK: usize = 64;

/// A hash under way.
pub(super) struct Sha256 {
    state: [u32; 8],
    /// The bytes that do not fill a block yet.
    rest: [u8; BLOCK],
    n_bytes: usize,
}

impl Sha256 {
    pub(super) fn new() -> Self {
        Sha256 {
            state: START,
            rest: [0; BLOCK],
            n_bytes: 0,
        }
    }

    /// The hash of one piece.
    pub(super) fn of(bytes: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(bytes);
        hash.finish()
    }

    /// Adds bytes.
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        let held = self.n_bytes % BLOCK;
        self.n_bytes += bytes.len();
        if held > 0 {
            let (added, after) = bytes.split_at(bytes.len().min(BLOCK - held));
            self.rest[held..held + added.len()].copy_from_slice(added);
            if held + added.len() < BLOCK {
                return;
            }
            compress(&mut self.state, &self.rest);
            bytes = after;
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for block in blocks {
            compress(&mut self.state, block);
        }
        self.rest[..rest.len()].copy_from_slice(rest);
    }

    /// The hash of all bytes.
    pub(super) fn finish(mut self) -> [u8; 32] {
        let n_bits = 8 * self.n_bytes as u64;
        self.update(&[0x80]);
        while self.n_bytes % BLOCK != BLOCK - 8 {
            self.update(&[0]);
        }
        self.update(&n_bits.to_be_bytes());
        let mut hash = [0; 32];
        for (bytes, word) in hash.chunks_exact_mut(4).zip(self.state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        hash
    }
}

/// Adds a block to the state.
fn compress(state: &mut [u32; 8], block: &[u8; BLOCK]) {
    let mut words = [0; 64];
    for (word, bytes) in words.iter_mut().zip(block.as_chunks().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    for k in 16..words.len() {
        let (far, near) = (words[k - 15], words[k - 2]);
        let far = (far.rotate_right(11) ^ far).rotate_right(7) ^ (far >> 3);
        let near = (near.rotate_right(2) ^ near).rotate_right(17) ^ (near >> 10);
        words[k] = sum([words[k - 16], far, words[k - 7], near]);
    }
    let mut mixed = *state;
    for first in (0..words.len()).step_by(mixed.len()) {
        // The words of the state stay where they are, and their names go round.
        for k in 0..mixed.len() {
            let place = |name: usize| (name + 8 - k) % 8;
            let [a, b, c, d, e, f, g, h] = std::array::from_fn(|name| mixed[place(name)]);
            let of_e = ((e.rotate_right(14) ^ e).rotate_right(5) ^ e).rotate_right(6);
            let choice = g ^ (e & (f ^ g));
            let added = sum([h, of_e, choice, ROUNDS[first + k], words[first + k]]);
            let of_a = ((a.rotate_right(9) ^ a).rotate_right(11) ^ a).rotate_right(2);
            let majority = b ^ ((a ^ b) & (b ^ c));
            mixed[place(3)] = sum([d, added]);
            mixed[place(7)] = sum([added, of_a, majority]);
        }
    }
    for (word, mixed) in state.iter_mut().zip(mixed) {
        *word = word.wrapping_add(mixed);
    }
}

fn sum<const N: usize>(words: [u32; N]) -> u32 {
    words.into_iter().fold(0, u32::wrapping_add)
}

/// The square roots of the first eight primes, behind the point.
const START: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/// The cube roots of the first 64 primes, behind the point.
const ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_have_known_hashes() {
        let million = "a".repeat(1_000_000);
        for (name, text, expected) in [
            ("nothing", "", "e3b0c44298fc1c14"),
            ("three letters", "abc", "ba7816bf8f01cfea"),
            (
                "room for no length",
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8",
            ),
            ("many blocks", &*million, "cdc76e5c9914fb92"),
        ] {
            let digits = |hash: [u8; 32]| hash[..8].iter().map(|b| format!("{b:02x}")).collect();
            let hash: String = digits(Sha256::of(text.as_bytes()));
            assert_eq!(hash, expected, "{name}");
            let mut in_pieces = Sha256::new();
            for (number, piece) in text.as_bytes().chunks(100).enumerate() {
                let (one, other) = piece.split_at(piece.len().min(number % 70));
                in_pieces.update(one);
                in_pieces.update(other);
            }
            let hash: String = digits(in_pieces.finish());
            assert_eq!(hash, expected, "{name}, in pieces");
        }
    }
}

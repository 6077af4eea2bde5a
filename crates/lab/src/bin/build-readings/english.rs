//! The English words that could be romaji: take, sun, reason.
//!
//! In: EDICT in UTF-8. Out: words of its glosses, in lower case, sorted. O(bytes).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead};

use taiyaku::name::{romaji_key, romaji_key_kana};
use taiyaku::text::word::{is_stop_word, words};

/// Entries in whose glosses a word must stand in lower case to be English.
const LEAST_ENTRIES: u32 = 3;
/// A word of Japanese, such as samurai, is the very reading of such a part of the entries it explains.
const LEAST_READ_SO: f32 = 0.05;

/// A word that is a well-known name too must stand in so many.
const LEAST_ENTRIES_OF_NAME: u32 = 30;

pub(crate) fn read_words(edict: impl BufRead, names: &BTreeSet<String>) -> io::Result<Vec<String>> {
    // The entries that have the word, and those of them that are read so.
    let mut seen: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut keys: HashMap<String, Option<String>> = HashMap::new();
    for line in edict.lines() {
        let line = line?;
        let Some((head, body)) = line.split_once(" /") else {
            continue;
        };
        let kana = head
            .split_once('[')
            .map_or(head, |(_, reading)| reading.trim_end_matches(']'));
        let reading = romaji_key_kana(kana);
        let mut of_entry: Vec<&str> = words(body).map(|(_, word)| word).collect();
        of_entry.sort_unstable();
        of_entry.dedup();
        for word in of_entry {
            let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
            if !is_lower || is_stop_word(word) {
                continue;
            }
            let key = keys
                .entry(word.to_owned())
                .or_insert_with(|| romaji_key(word).map(|key| key.as_str().to_owned()));
            let Some(key) = key else { continue };
            let (entries, read_so) = seen.entry(word.to_owned()).or_default();
            *entries += 1;
            *read_so += u32::from(reading.as_ref().is_some_and(|r| r.as_str() == key));
        }
    }
    seen.retain(|word, (entries, read_so)| {
        let is_name = romaji_key(word).is_some_and(|key| names.contains(key.as_str()));
        let least = if is_name {
            LEAST_ENTRIES_OF_NAME
        } else {
            LEAST_ENTRIES
        };
        least <= *entries && (*read_so as f32) < LEAST_READ_SO * *entries as f32
    });
    Ok(seen.into_keys().collect())
}

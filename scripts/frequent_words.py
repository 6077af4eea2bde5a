"""Prints the Japanese words that are met at least once in ten million words, one a line, sorted.

The counts are those of the Python package `wordfreq` 3.1.1 (pip install wordfreq): subtitles, books, news, an encyclopedia and
the web.
"""

import wordfreq

# With 10 ** -6.5 texts with gaps gained as much; with 10 ** -8, or all of EDICT, less.
LEAST_FREQUENCY = 10**-7
# The list has frequencies with three digits.
ROUNDING = 0.999

words = wordfreq.get_frequency_dict("ja", wordlist="large")
for word in sorted(word for word, frequency in words.items() if frequency > LEAST_FREQUENCY * ROUNDING):
    print(word)

#!/usr/bin/env bash
# Rustdoc with its options that are not stable.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"

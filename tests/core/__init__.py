"""Tests of the engine's core, on an invented report about a bridge (tests/tiny)."""

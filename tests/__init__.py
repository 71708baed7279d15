"""Tests of the engine, of the tables, and of the built site."""

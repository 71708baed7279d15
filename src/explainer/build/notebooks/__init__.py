"""Chapters as notebooks to take along, with all they need: tables, engine, and a page that says where to start."""

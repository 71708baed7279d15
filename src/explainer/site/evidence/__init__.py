"""What earns trust: every claim with its evidence, outside checks, sources, people, data. It knows no subject."""

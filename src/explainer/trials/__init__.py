"""Break it on purpose: wrong tables, failing builds, and the record of what was tried."""

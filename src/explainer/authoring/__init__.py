"""The editor's desk: what helps a person to read an article into tables.

It writes rows and begins books; it draws nothing and publishes nothing.
"""

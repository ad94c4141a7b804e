"""Backups: the whole database and every stored file in one encrypted file; restored only where all of it is as it was written.

The public half of the key encrypts and is all the server has; the private half is kept elsewhere and comes back for a restore.
"""

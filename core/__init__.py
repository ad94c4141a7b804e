"""Engines without domain words: days, periods, ledger, jobs, reading files. Every app stands on these."""

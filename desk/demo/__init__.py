"""The demo county: its data as files, and how they become a county with two years of history. See README.md."""

"""Rules of complaints without tables: what a receipt code is, to whom a complaint goes, which step may follow, by when."""
